//! What this crate takes from the text of other crates, since nothing else tells it. Each phrase has its owner and a test
//! against the owner itself, so an update that words it otherwise says which phrase it was.

use serde_json::error::Category;

/// `serde`: the message where no variant of an untagged enum fits.
pub(crate) const UNTAGGED: &str = "data did not match any variant of untagged enum";

/// `serde`: what a `&str` expects.
pub(crate) const BORROWED: &str = "a borrowed string";

/// `serde_json`: the name under which its `RawValue` is asked for.
pub(crate) const RAW_VALUE: &str = "$serde_json::private::RawValue";

/// `serde_json`: whether a value is nested too deeply.
pub(crate) fn is_too_deep(error: &serde_json::Error) -> bool {
    error.classify() == Category::Syntax && error.to_string().starts_with("recursion limit exceeded")
}

/// `serde_json`: what an error says, without its place.
pub(crate) fn without_place(error: &serde_json::Error) -> String {
    let mut message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    if message.ends_with(&place) {
        message.truncate(message.len() - place.len());
    }
    message
}

/// `lambda_runtime`: the target of what its loop over the events logs.
pub(crate) const LOOP: &str = "lambda_runtime::runtime";

/// `lambda_runtime`: how it begins to log, at `WARN`, that `/next` has failed with several events at once. Tested by
/// `e2e::start::a_runtime_api_that_nobody_serves_under_managed_instances`.
pub(crate) const POLLING: &str = "Error polling /next";

/// The field of another crate's events that may quote what the caller has sent.
pub(crate) fn quoting(target: &str) -> &'static str {
    match target {
        // lambda_runtime: serde's error of a client context; tested by `e2e::payload_secrecy`
        LOOP => "error",
        // axum: why an extractor refuses a request, with its feature `tracing`; tested by `local::beside_axum`
        "axum::rejection" => "body",
        _ => "",
    }
}

/// `tungstenite`, behind axum: how the error of a peer that is gone ends. Tested by `local::websocket`, as the next one.
#[cfg(all(feature = "http", feature = "local", any(debug_assertions, feature = "local-release")))]
pub(crate) const RESET: &str = "reset without closing handshake";

/// `tungstenite`, behind axum: how the error of a message that is too large begins.
#[cfg(all(feature = "http", feature = "local", any(debug_assertions, feature = "local-release")))]
pub(crate) const TOO_LARGE: &str = "Space limit exceeded";

/// `tracing-log`: the fields in which the records of the crate `log` carry their place.
pub(crate) const LOG_FIELDS: [&str; 4] = ["log.target", "log.module_path", "log.file", "log.line"];

/// `lambda_runtime`: whether the type of a `Diagnostic` is that of the Rust type, as for the errors that it knows itself.
pub(crate) fn is_rust_type<E>(error_type: &str) -> bool {
    error_type.strip_prefix('&') == Some(std::any::type_name::<E>())
}

/// The standard library: how the names of pointers begin, which may change with any release.
pub(crate) const POINTERS: [&str; 3] = ["alloc::boxed::Box<", "alloc::sync::Arc<", "alloc::rc::Rc<"];

/// The standard library: the names of text and of trait objects, up to the first space or bracket.
pub(crate) const WITHOUT_A_NAME: [&str; 4] = ["dyn", "str", "alloc::string::String", "alloc::borrow::Cow"];

/// `bigdecimal`, `rust_decimal`: the names of their types, which ask for a number of any kind, and of those take an `f64`, or
/// text, which alone has all digits. Tested by `batch::change`.
#[cfg(feature = "dynamodb")]
const DECIMALS: [&str; 2] = ["bigdecimal::BigDecimal", "rust_decimal::decimal::Decimal"];

/// Whether a number goes into this type as text.
#[cfg(feature = "dynamodb")]
pub(crate) fn is_decimal<T>() -> bool {
    DECIMALS.contains(&std::any::type_name::<T>())
}

#[cfg(test)]
mod tests {
    use std::any::type_name;
    use std::borrow::Cow;
    use std::error::Error;
    use std::rc::Rc;
    use std::sync::Arc;

    use lambda_runtime::Diagnostic;
    use serde::de::{Deserializer, Visitor};
    use serde::{Deserialize, forward_to_deserialize_any};
    use serde_json::Value;
    use serde_json::value::RawValue;

    use super::*;

    #[test]
    fn serde_s_untagged_enum() {
        #[derive(Debug, Deserialize)]
        #[serde(untagged)]
        #[expect(dead_code, reason = "only decoded")]
        enum Untagged {
            Text(String),
        }
        let error = serde_json::from_str::<Untagged>("1").unwrap_err();
        assert!(error.to_string().starts_with(UNTAGGED), "{error}");
    }

    #[test]
    fn serde_s_borrowed_string() {
        let error = serde_json::from_str::<&str>(r#""a\nb""#).unwrap_err();
        assert!(error.to_string().contains(&format!("expected {BORROWED}")), "{error}");
    }

    #[test]
    fn serde_json_s_raw_value() {
        struct Asked;

        impl<'de> Deserializer<'de> for Asked {
            type Error = serde::de::value::Error;

            fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
                Err(serde::de::Error::custom("not as a newtype"))
            }

            fn deserialize_newtype_struct<V: Visitor<'de>>(
                self,
                name: &'static str,
                _: V,
            ) -> Result<V::Value, Self::Error> {
                Err(serde::de::Error::custom(name))
            }

            forward_to_deserialize_any! {
                bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
                seq tuple tuple_struct map struct enum identifier ignored_any
            }
        }

        assert_eq!(Box::<RawValue>::deserialize(Asked).unwrap_err().to_string(), RAW_VALUE);
        assert_eq!(<&RawValue>::deserialize(Asked).unwrap_err().to_string(), RAW_VALUE);
    }

    #[test]
    fn serde_json_s_limit_of_nesting() {
        let error = serde_json::from_str::<Value>(&"[".repeat(1000)).unwrap_err();
        assert!(is_too_deep(&error), "{error}");
        let error = serde_json::from_str::<Value>("[").unwrap_err();
        assert!(!is_too_deep(&error), "{error}");
    }

    #[test]
    fn serde_json_s_place() {
        let error = serde_json::from_str::<Value>("[").unwrap_err();
        assert_eq!(without_place(&error), "EOF while parsing a list");
    }

    #[test]
    fn lambda_runtime_s_type_of_what_it_knows() {
        fn is_unnamed<E: Into<Diagnostic>>(error: E) {
            let diagnostic: Diagnostic = error.into();
            assert!(is_rust_type::<E>(&diagnostic.error_type), "{}", diagnostic.error_type);
        }
        is_unnamed(std::io::Error::other("text"));
        is_unnamed("text");
        is_unnamed("text".to_owned());
        is_unnamed(Box::<dyn Error>::from("text"));
        is_unnamed(Box::<dyn Error + Send + Sync>::from("text"));
        assert!(!is_rust_type::<String>("NonRetryable"));
    }

    #[test]
    fn names_of_the_standard_library() {
        for (name, pointer) in
            [type_name::<Box<u8>>(), type_name::<Arc<u8>>(), type_name::<Rc<u8>>()].iter().zip(POINTERS)
        {
            assert_eq!(*name, format!("{pointer}u8>"));
        }
        let names = [type_name::<dyn Error>(), type_name::<str>(), type_name::<String>(), type_name::<Cow<'_, str>>()];
        for (name, short) in names.iter().zip(WITHOUT_A_NAME) {
            assert_eq!(name.split(['<', ' ']).next(), Some(short));
        }
    }

    /// The names of the fields of every event.
    struct Names(std::sync::Mutex<Vec<&'static str>>);

    impl tracing::Subscriber for Names {
        fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
            true
        }
        fn new_span(&self, _: &tracing::span::Attributes<'_>) -> tracing::Id {
            tracing::Id::from_u64(1)
        }
        fn record(&self, _: &tracing::Id, _: &tracing::span::Record<'_>) {}
        fn record_follows_from(&self, _: &tracing::Id, _: &tracing::Id) {}
        fn event(&self, event: &tracing::Event<'_>) {
            self.0.lock().unwrap().extend(event.fields().map(|field| field.name()));
        }
        fn enter(&self, _: &tracing::Id) {}
        fn exit(&self, _: &tracing::Id) {}
    }

    #[test]
    fn tracing_log_s_fields() {
        let names = Arc::new(Names(std::sync::Mutex::default()));
        tracing::subscriber::with_default(names.clone(), || {
            let record = tracing_log::log::Record::builder().args(format_args!("logged")).build();
            tracing_log::format_trace(&record).unwrap();
        });
        let names = names.0.lock().unwrap();
        assert_eq!(names[0], "message");
        assert_eq!(names[1..], LOG_FIELDS);
    }
}
