//! An item of DynamoDB as a type, with the way to the first mistake.
//!
//! `serde_dynamo`'s own deserializer takes numbers of 64 bits alone. Here a number is also what it is in DynamoDB: up to
//! 38 digits (DynamoDB's Developer Guide, "Supported data types and naming rules", Number).

use std::borrow::Cow;
use std::collections::{HashMap, hash_map};
use std::vec;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_dynamo::{AttributeValue, Item};
use serde_json::Number;

use super::{Key, Mistake, Step, nested, step};
use crate::foreign;

/// An item as its type.
pub(crate) fn from_item<T: DeserializeOwned>(item: Item) -> Result<T, Mistake> {
    T::deserialize(Attribute(AttributeValue::M(item.into_inner())))
}

struct Attribute(AttributeValue);

impl Attribute {
    fn mistake(&self, expected: &dyn Expected) -> Mistake {
        let found = match &self.0 {
            AttributeValue::N(_) => Unexpected::Float(0.0),
            AttributeValue::S(_) => Unexpected::Str(""),
            AttributeValue::Bool(value) => Unexpected::Bool(*value),
            AttributeValue::B(_) => return Mistake::invalid_type(Unexpected::Bytes(&[]), expected).of_bytes(),
            AttributeValue::Null(_) => Unexpected::Unit,
            AttributeValue::M(_) => Unexpected::Map,
            _ => Unexpected::Seq,
        };
        Mistake::invalid_type(found, expected)
    }

    /// An integer of any size, which says so where it is too large for its type.
    fn integer<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        let AttributeValue::N(text) = self.0 else { return self.deserialize_any(visitor) };
        let Some(digits) = integer(&text) else { return number(&text, visitor) };
        match (digits.parse(), digits.parse()) {
            (Ok(unsigned), _) => visitor.visit_u64(unsigned),
            (_, Ok(signed)) => visitor.visit_i64(signed),
            _ => Err(out_of_range(&visitor)),
        }
    }
}

fn out_of_range(expected: &dyn Expected) -> Mistake {
    Mistake::invalid_value(Unexpected::Unsigned(0), expected)
}

/// The digits of a number that is an integer, however it is written.
fn integer(number: &str) -> Option<Cow<'_, str>> {
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (number, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if exponent == 0 && fraction.is_empty() {
        return Some(Cow::Borrowed(whole));
    }
    let fraction = fraction.trim_end_matches('0');
    // DynamoDB's exponents are at most 125
    let zeros = usize::try_from(exponent).ok().filter(|exponent| *exponent < 200)?.checked_sub(fraction.len())?;
    Some(Cow::Owned(format!("{whole}{fraction}{}", "0".repeat(zeros))))
}

/// A number, where the type does not say of which kind: 64 bits, or all digits for a type of decimals and where `serde_json`
/// keeps them (`arbitrary_precision`).
fn number<'de, V: Visitor<'de>>(text: &str, visitor: V) -> Result<V::Value, Mistake> {
    if let Some(digits) = integer(text) {
        if let Ok(unsigned) = digits.parse() {
            return visitor.visit_u64(unsigned);
        }
        if let Ok(signed) = digits.parse() {
            return visitor.visit_i64(signed);
        }
    }
    if foreign::is_decimal::<V::Value>() {
        return visitor.visit_str(text);
    }
    let Ok(float) = text.parse::<f64>() else { return Err(Mistake::invalid_type(Unexpected::Str(""), &"a number")) };
    if float.to_string() == text {
        return visitor.visit_f64(float);
    }
    match serde_json::from_str::<Number>(text) {
        Ok(number) if number.to_string() == text => number.deserialize_any(visitor).map_err(|_| Mistake::default()),
        _ => visitor.visit_f64(float),
    }
}

macro_rules! integers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
            self.integer(visitor)
        }
    )*};
}

macro_rules! numbers {
    ($($method:ident $visit:ident $parse:expr;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
            let AttributeValue::N(text) = &self.0 else { return self.deserialize_any(visitor) };
            match $parse(text.as_str()) {
                Some(Ok(number)) => visitor.$visit(number),
                Some(Err(_)) => Err(out_of_range(&visitor)),
                None => self.deserialize_any(visitor),
            }
        }
    )*};
}

fn float<T>(text: &str, is_finite: fn(&T) -> bool) -> Option<Result<T, ()>>
where
    T: std::str::FromStr,
{
    let float = text.parse().ok()?;
    Some(if is_finite(&float) { Ok(float) } else { Err(()) })
}

impl<'de> Deserializer<'de> for Attribute {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0 {
            AttributeValue::N(text) => number(&text, visitor),
            AttributeValue::S(text) => visitor.visit_string(text),
            AttributeValue::Bool(value) => visitor.visit_bool(value),
            AttributeValue::B(bytes) => visitor.visit_byte_buf(bytes).map_err(Mistake::of_bytes),
            AttributeValue::Null(_) => visitor.visit_unit(),
            AttributeValue::M(fields) => visitor.visit_map(Entries::of(fields, &[])),
            AttributeValue::L(values) => elements(values, |value| value, visitor),
            AttributeValue::Ss(texts) => elements(texts, AttributeValue::S, visitor),
            AttributeValue::Ns(numbers) => elements(numbers, AttributeValue::N, visitor),
            AttributeValue::Bs(all) => elements(all, AttributeValue::B, visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0 {
            AttributeValue::Null(_) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match self.0 {
            AttributeValue::M(values) => visitor.visit_map(Entries::of(values, fields)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match self.0 {
            AttributeValue::S(name) => visitor.visit_enum(name.into_deserializer()),
            AttributeValue::M(fields) if fields.len() == 1 => {
                visitor.visit_enum(Variant { fields: fields.into_iter(), variants })
            }
            _ => Err(Mistake::not_a_variant()),
        }
    }

    /// A number as its digits, all of them.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0 {
            AttributeValue::S(text) | AttributeValue::N(text) => visitor.visit_string(text),
            // a `String` would take bytes as UTF-8
            _ => Err(self.mistake(&visitor)),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.0 {
            AttributeValue::B(bytes) => visitor.visit_byte_buf(bytes),
            // types that take bytes take text as bytes
            _ => Err(self.mistake(&visitor)),
        }
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_bytes(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_unit()
    }

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    numbers! {
        deserialize_i128 visit_i128 |text| integer(text).map(|digits| digits.parse());
        deserialize_u128 visit_u128 |text| integer(text).map(|digits| digits.parse());
        deserialize_f32 visit_f32 |text| float(text, |float: &f32| float.is_finite());
        deserialize_f64 visit_f64 |text| float(text, |float: &f64| float.is_finite());
    }

    forward_to_deserialize_any! { bool char unit unit_struct seq tuple tuple_struct map identifier }
}

fn elements<'de, E, V: Visitor<'de>>(
    elements: Vec<E>,
    attribute: fn(E) -> AttributeValue,
    visitor: V,
) -> Result<V::Value, Mistake> {
    let mut elements = Elements { values: elements.into_iter(), attribute, index: 0 };
    let visited = visitor.visit_seq(&mut elements)?;
    match elements.values.len() {
        0 => Ok(visited),
        left => Err(Mistake::too_many(elements.index, left)),
    }
}

struct Elements<E> {
    values: vec::IntoIter<E>,
    attribute: fn(E) -> AttributeValue,
    index: usize,
}

impl<'de, E> SeqAccess<'de> for Elements<E> {
    type Error = Mistake;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mistake> {
        let Some(value) = self.values.next() else { return Ok(None) };
        let index = self.index;
        self.index += 1;
        let value = Attribute((self.attribute)(value));
        seed.deserialize(value).map(Some).map_err(|mistake| mistake.within(Step::Index(index)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.values.len())
    }
}

struct Entries {
    /// The field that is declared first: the tag of an enum, before what is written beside it.
    first: Option<(String, AttributeValue)>,
    rest: hash_map::IntoIter<String, AttributeValue>,
    /// None where nobody asks for the place of a mistake.
    fields: &'static [&'static str],
    current: Option<(Step, AttributeValue)>,
}

impl Entries {
    fn of(mut entries: HashMap<String, AttributeValue>, fields: &'static [&'static str]) -> Self {
        let first = fields.first().and_then(|first| entries.remove_entry(*first));
        let fields = if nested::is_looked_for() { fields } else { &[] };
        Self { first, rest: entries.into_iter(), fields, current: None }
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Mistake;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mistake> {
        let Some((key, value)) = self.first.take().or_else(|| self.rest.next()) else { return Ok(None) };
        let step = step(&key, self.fields);
        self.current = Some((step, value));
        seed.deserialize(Key(Cow::Owned(key))).map(Some).map_err(|mistake| mistake.within(step))
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Mistake> {
        let Some((step, value)) = self.current.take() else { return Err(Mistake::default()) };
        seed.deserialize(Attribute(value)).map_err(|mistake| mistake.within(step))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(usize::from(self.first.is_some()) + self.rest.len())
    }
}

/// `{ "Variant": … }`
struct Variant {
    /// One.
    fields: hash_map::IntoIter<String, AttributeValue>,
    variants: &'static [&'static str],
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Mistake;
    type Variant = Content;

    fn variant_seed<T: DeserializeSeed<'de>>(mut self, seed: T) -> Result<(T::Value, Content), Mistake> {
        let Some((name, value)) = self.fields.next() else { return Err(Mistake::not_a_variant()) };
        let content = Content { step: step(&name, self.variants), value };
        let name: de::value::StringDeserializer<Mistake> = name.into_deserializer();
        Ok((seed.deserialize(name)?, content))
    }
}

struct Content {
    step: Step,
    value: AttributeValue,
}

impl<'de> VariantAccess<'de> for Content {
    type Error = Mistake;

    fn unit_variant(self) -> Result<(), Mistake> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Mistake> {
        seed.deserialize(Attribute(self.value)).map_err(|mistake| mistake.within(self.step))
    }

    fn tuple_variant<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Mistake> {
        Attribute(self.value).deserialize_tuple(length, visitor).map_err(|mistake| mistake.within(self.step))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Mistake> {
        Attribute(self.value).deserialize_struct("", fields, visitor).map_err(|mistake| mistake.within(self.step))
    }
}
