//! Text of an event, borrowed from it where it has no escapes.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A JSON string. `Cow` itself is never borrowed within lists and maps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text<'a>(pub(super) Cow<'a, str>);

impl Text<'_> {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Without a copy where the text stands in the event as it is.
    pub(super) fn bytes(self, event: &Bytes) -> Bytes {
        match self.0 {
            Cow::Borrowed(text) => event.slice_ref(text.as_bytes()),
            Cow::Owned(text) => Bytes::from(text),
        }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Texts<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Texts<'a> {
            type Value = Text<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Text<'a>, E> {
                Ok(Text(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Text<'a>, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E>(self, text: String) -> Result<Text<'a>, E> {
                Ok(Text(Cow::Owned(text)))
            }
        }

        deserializer.deserialize_str(Texts(PhantomData))
    }
}

/// `{"name": "value"}` and `{"name": ["value", "value"]}`, as pairs in their order. A value that is `null` is none, and
/// so is `null` in place of the object.
#[derive(Debug, Default)]
pub(super) struct Pairs<'a>(pub(super) Vec<(Text<'a>, Text<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Object<'a> {
            type Value = Pairs<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of strings")
            }

            fn visit_unit<E>(self) -> Result<Pairs<'a>, E> {
                Ok(Pairs::default())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<'a>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(name) = map.next_key::<Text<'a>>()? {
                    match map.next_value::<Values<'a>>()? {
                        Values::None => {}
                        Values::One(value) => pairs.push((name, value)),
                        Values::Several(values) => pairs.extend(values.into_iter().map(|value| (name.clone(), value))),
                    }
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_any(Object(PhantomData))
    }
}

/// What a name has: a string, several, or none.
enum Values<'a> {
    None,
    One(Text<'a>),
    Several(Vec<Text<'a>>),
}

impl<'de: 'a, 'a> Deserialize<'de> for Values<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any<'a>(PhantomData<&'a ()>);

        impl<'de: 'a, 'a> Visitor<'de> for Any<'a> {
            type Value = Values<'a>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string, or several")
            }

            fn visit_unit<E>(self) -> Result<Values<'a>, E> {
                Ok(Values::None)
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Values<'a>, E> {
                Ok(Values::One(Text(Cow::Borrowed(text))))
            }

            fn visit_str<E>(self, text: &str) -> Result<Values<'a>, E> {
                Ok(Values::One(Text(Cow::Owned(text.to_owned()))))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Values<'a>, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = list.next_element()? {
                    values.push(value);
                }
                Ok(Values::Several(values))
            }
        }

        deserializer.deserialize_any(Any(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(json: &str) -> Vec<(String, String)> {
        let pairs: Pairs = serde_json::from_str(json).expect("it is an object of strings");
        pairs.0.into_iter().map(|(name, value)| (name.0.into_owned(), value.0.into_owned())).collect()
    }

    #[test]
    fn values_are_one_or_several_or_none() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            pairs(r#"{"a": "1", "b": ["2", "3"], "c": null, "d": [], "e\n": "\u0000"}"#),
            [pair("a", "1"), pair("b", "2"), pair("b", "3"), pair("e\n", "\0")]
        );
        assert_eq!(pairs("null"), []);
    }

    #[test]
    fn text_without_escapes_is_not_copied() {
        let event = Bytes::from_static(br#"{"a": "plain", "b": "es\ncaped"}"#);
        let pairs: Pairs = serde_json::from_slice(&event).expect("it is an object of strings");
        let values: Vec<_> = pairs.0.into_iter().map(|(_, value)| value).collect();
        assert!(matches!(values[0].0, Cow::Borrowed("plain")));
        assert_eq!(values[1].clone().bytes(&event), "es\ncaped");
        let plain = values[0].clone().bytes(&event);
        assert_eq!(plain.as_ptr(), event[7..].as_ptr());
    }
}
