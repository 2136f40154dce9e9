//! Finds where an event does not fit its type, and why.
//!
//! The event is decoded once more, by a deserializer that keeps the way to the first mistake, and whose errors are made
//! of what the type says alone. It tells the fields of a struct from the keys of a map: those are the sender's data, and
//! are not shown. Objects and arrays are opened one at a time.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};
use std::mem;

use serde::Deserialize;
use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeSeed, Deserializer, EnumAccess, Expected, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Number;
use serde_json::value::RawValue;

use crate::foreign;

#[cfg(feature = "dynamodb")]
pub(crate) mod item;
#[cfg_attr(not(feature = "dynamodb"), path = "place/no_nested.rs")]
pub(crate) mod nested;

/// The first mistake in an event that is JSON.
pub(crate) fn find<'a, T: Deserialize<'a>>(text: &'a str) -> Mistake {
    match serde_json::from_str::<&RawValue>(text) {
        Ok(value) => nested::looking(|| T::deserialize(Node(value)).err().unwrap_or_default()),
        Err(_) => Mistake::default(),
    }
}

/// What is wrong, and the way to it.
#[derive(Debug)]
pub(crate) struct Mistake {
    reason: Cow<'static, str>,
    /// From the inside out.
    steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Field(&'static str),
    /// A key that the type does not name.
    Key,
    Index(usize),
}

impl Mistake {
    fn because(reason: impl Into<Cow<'static, str>>) -> Self {
        Self { reason: reason.into(), steps: Vec::new() }
    }

    /// The only bytes there are: a type that wants JSON does not say how to take them.
    #[cfg(feature = "dynamodb")]
    fn of_bytes(self) -> Self {
        let remedy = "a binary attribute is a field with `#[serde(with = \"serde_bytes\")]`";
        Self { reason: format!("{}; {remedy}", self.reason).into(), ..self }
    }

    fn not_a_variant() -> Self {
        Self::because("expected the name of a variant, or an object with it as its one key")
    }

    /// The type has left some.
    fn too_many(taken: usize, left: usize) -> Self {
        Self::because(format!("expected {taken} elements, found {}", taken + left))
    }

    fn within(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// Within these fields, from the outside in.
    #[cfg(feature = "dynamodb")]
    pub(crate) fn within_fields(self, fields: &[&'static str]) -> Self {
        fields.iter().rev().fold(self, |mistake, field| mistake.within(Step::Field(field)))
    }

    pub(crate) fn reason(&self) -> &str {
        &self.reason
    }

    /// As in `$.items[2].price`.
    pub(crate) fn path(&self) -> String {
        self.steps.iter().rev().fold("$".to_owned(), |path, step| match step {
            Step::Field(name) => format!("{path}.{name}"),
            Step::Key => format!("{path}.*"),
            Step::Index(index) => format!("{path}[{index}]"),
        })
    }
}

impl Default for Mistake {
    fn default() -> Self {
        Self::because("its type refuses the value")
    }
}

impl de::Error for Mistake {
    /// The message of a type's own `Deserialize` may quote the value: none of it is kept.
    fn custom<T: Display>(message: T) -> Self {
        if let Some(found) = nested::found() {
            return found;
        }
        match message.to_string().starts_with(foreign::UNTAGGED) {
            true => Self::because("it fits no variant of the untagged enum"),
            false => Self::default(),
        }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let expected = expected.to_string();
        Self::because(match (found, expected.as_str()) {
            (Unexpected::Str(_), foreign::BORROWED) => {
                "a string with an escape cannot be borrowed; take a `String`, or a `Cow<str>` with `#[serde(borrow)]`"
                    .into()
            }
            _ => format!("expected {expected}, found {}", kind(&found)),
        })
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let trouble = match found {
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "out of its range",
            _ => "that is none",
        };
        Self::because(format!("expected {expected}, found {} {trouble}", kind(&found)))
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self::because(format!("expected {expected}, found {length} elements"))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self::because(format!("unknown variant, expected {}", one_of(expected)))
    }

    fn unknown_field(_: &str, expected: &'static [&'static str]) -> Self {
        Self::because(format!("unknown field, expected {}", one_of(expected)))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::because(format!("missing field `{field}`"))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::because(format!("duplicate field `{field}`"))
    }
}

/// The kind of a value in JSON's words.
fn kind(found: &Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => "a boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) => "an integer",
        Unexpected::Float(_) => "a number",
        Unexpected::Str(_) | Unexpected::Char(_) => "a string",
        Unexpected::Bytes(_) => "bytes",
        Unexpected::Unit | Unexpected::Option => "null",
        Unexpected::Map | Unexpected::StructVariant => "an object",
        Unexpected::Seq | Unexpected::TupleVariant => "an array",
        _ => "a value of another kind",
    }
}

fn one_of(names: &[&str]) -> String {
    match names {
        [] => "none at all".to_owned(),
        [name] => format!("`{name}`"),
        [one, other] => format!("`{one}` or `{other}`"),
        [first, others @ ..] => others.iter().fold(format!("one of `{first}`"), |mut all, name| {
            // writing to a `String` does not fail
            let _ = write!(all, ", `{name}`");
            all
        }),
    }
}

impl Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Mistake {}

/// The name as the type has it, where the type has it.
fn step(key: &str, names: &[&'static str]) -> Step {
    names.iter().find(|name| **name == key).map_or(Step::Key, |name| Step::Field(name))
}

#[derive(Clone, Copy)]
struct Node<'de>(&'de RawValue);

impl<'de> Node<'de> {
    /// The kind of value, by its first byte.
    fn first(self) -> Option<u8> {
        self.0.get().bytes().next()
    }

    /// Reads a part of JSON's own, which cannot fail in JSON.
    fn read<T: Deserialize<'de>>(self) -> Result<T, Mistake> {
        serde_json::from_str(self.0.get()).map_err(|_| Mistake::default())
    }

    fn text(self) -> Result<Cow<'de, str>, Mistake> {
        self.read().map(|Text(text)| text)
    }

    /// What it is; the names of an object's keys are those that its type has.
    fn value(self, fields: &'static [&'static str]) -> Result<Value<'de>, Mistake> {
        Ok(match self.first() {
            Some(b'{') => Value::Object(self.entries(fields)?),
            Some(b'[') => Value::Array(self.elements()?),
            Some(b'n') => Value::Null,
            Some(b't') => Value::Bool(true),
            Some(b'f') => Value::Bool(false),
            Some(b'"') => Value::Text(self.text()?),
            _ => self.number()?,
        })
    }

    fn number(self) -> Result<Value<'de>, Mistake> {
        let number: Number = self.read()?;
        match (number.as_u64(), number.as_i64(), number.as_f64()) {
            (Some(number), _, _) => Ok(Value::Unsigned(number)),
            (_, Some(number), _) => Ok(Value::Signed(number)),
            (_, _, Some(number)) => Ok(Value::Float(number)),
            (None, None, None) => Err(Mistake::default()),
        }
    }

    fn entries(self, fields: &'static [&'static str]) -> Result<Entries<'de>, Mistake> {
        let Object(entries) = self.read()?;
        Ok(Entries { rest: entries.into_iter(), fields, current: None })
    }

    fn elements(self) -> Result<Elements<'de>, Mistake> {
        let elements: Vec<_> = self.read()?;
        Ok(Elements { values: elements.into_iter(), index: 0 })
    }
}

/// A value, of which objects and arrays are opened. It is found once for all types, so that little is compiled for each.
enum Value<'de> {
    Null,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Text(Cow<'de, str>),
    Object(Entries<'de>),
    Array(Elements<'de>),
}

impl<'de> Value<'de> {
    /// By reference: the code that drops it would be in that of each type.
    fn visit<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Mistake> {
        match self {
            Self::Null => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(*value),
            Self::Unsigned(number) => visitor.visit_u64(*number),
            Self::Signed(number) => visitor.visit_i64(*number),
            Self::Float(number) => visitor.visit_f64(*number),
            Self::Text(text) => match text {
                Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
                Cow::Owned(text) => visitor.visit_string(mem::take(text)),
            },
            Self::Object(entries) => visitor.visit_map(entries),
            Self::Array(elements) => {
                let visited = visitor.visit_seq(&mut *elements)?;
                elements.end().map(|()| visited)
            }
        }
    }
}

/// The entries of one object, in order, and repeated ones too.
struct Object<'de>(Vec<(Cow<'de, str>, &'de RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ObjectVisitor;
        impl<'de> Visitor<'de> for ObjectVisitor {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((Text(key), value)) = map.next_entry()? {
                    entries.push((key, value));
                }
                Ok(Object(entries))
            }
        }
        deserializer.deserialize_map(ObjectVisitor)
    }
}

/// Text that is borrowed where it holds no escapes.
#[derive(Deserialize)]
#[serde(transparent)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.value(&[])?.visit(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.first() {
            Some(b'n') => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Mistake> {
        match name {
            // it takes any value
            foreign::RAW_VALUE => {
                let mut json = serde_json::Deserializer::from_str(self.0.get());
                json.deserialize_newtype_struct(name, visitor).map_err(|_| Mistake::default())
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        self.value(fields)?.visit(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match self.first() {
            Some(b'"') => visitor.visit_enum(StrDeserializer::new(&self.text()?)),
            Some(b'{') => match self.entries(variants)?.rest.as_slice() {
                [(name, value)] => {
                    visitor.visit_enum(Variant { step: step(name, variants), name: name.clone(), value })
                }
                _ => Err(Mistake::not_a_variant()),
            },
            _ => Err(Mistake::not_a_variant()),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.first() {
            Some(b'"') => match self.text()? {
                Cow::Borrowed(text) => visitor.visit_borrowed_bytes(text.as_bytes()),
                Cow::Owned(text) => visitor.visit_byte_buf(text.into_bytes()),
            },
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_i128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0.get().parse() {
            Ok(number) => visitor.visit_i128(number),
            Err(_) => self.deserialize_any(visitor),
        }
    }

    fn deserialize_u128<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0.get().parse() {
            Ok(number) => visitor.visit_u128(number),
            Err(_) => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string unit unit_struct seq tuple tuple_struct map identifier
    }
}

struct Elements<'de> {
    values: std::vec::IntoIter<&'de RawValue>,
    index: usize,
}

impl Elements<'_> {
    /// Fails where the type has left some.
    fn end(&self) -> Result<(), Mistake> {
        match self.values.len() {
            0 => Ok(()),
            left => Err(Mistake::too_many(self.index, left)),
        }
    }
}

impl<'de> SeqAccess<'de> for Elements<'de> {
    type Error = Mistake;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mistake> {
        let Some(value) = self.values.next() else { return Ok(None) };
        let index = self.index;
        self.index += 1;
        seed.deserialize(Node(value)).map(Some).map_err(|mistake| mistake.within(Step::Index(index)))
    }
}

struct Entries<'de> {
    rest: std::vec::IntoIter<(Cow<'de, str>, &'de RawValue)>,
    fields: &'static [&'static str],
    current: Option<(Step, &'de RawValue)>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Mistake;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mistake> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        let step = step(&key, self.fields);
        self.current = Some((step, value));
        seed.deserialize(Key(key)).map(Some).map_err(|mistake| mistake.within(step))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Mistake> {
        let Some((step, value)) = self.current.take() else { return Err(Mistake::default()) };
        seed.deserialize(Node(value)).map_err(|mistake| mistake.within(step))
    }
}

/// The key of an object: text, from which JSON lets numbers and booleans be read.
struct Key<'de>(Cow<'de, str>);

macro_rules! read_from_key {
    ($expected:literal $($method:ident $visit:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
            match self.0.parse() {
                Ok(value) => visitor.$visit(value),
                Err(_) => Err(Mistake::because($expected)),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'de> {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0 {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        visitor.visit_enum(self.0.into_deserializer())
    }

    read_from_key! { "expected a key that is `true` or `false`" deserialize_bool visit_bool }

    read_from_key! {
        "expected a key that is a number, and in range"
        deserialize_i8 visit_i8 deserialize_i16 visit_i16 deserialize_i32 visit_i32 deserialize_i64 visit_i64
        deserialize_i128 visit_i128
        deserialize_u8 visit_u8 deserialize_u16 visit_u16 deserialize_u32 visit_u32 deserialize_u64 visit_u64
        deserialize_u128 visit_u128
        deserialize_f32 visit_f32 deserialize_f64 visit_f64
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// `{ "Variant": … }`
struct Variant<'de> {
    name: Cow<'de, str>,
    step: Step,
    value: &'de RawValue,
}

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Mistake;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Mistake> {
        let name: StrDeserializer<'_, Mistake> = self.name.as_ref().into_deserializer();
        let variant = seed.deserialize(name)?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'de> {
    type Error = Mistake;

    fn unit_variant(self) -> Result<(), Mistake> {
        <()>::deserialize(Node(self.value)).map_err(|mistake| mistake.within(self.step))
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Mistake> {
        seed.deserialize(Node(self.value)).map_err(|mistake| mistake.within(self.step))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Mistake> {
        Node(self.value).deserialize_tuple(length, visitor).map_err(|mistake| mistake.within(self.step))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Mistake> {
        Node(self.value).deserialize_struct("", fields, visitor).map_err(|mistake| mistake.within(self.step))
    }
}
