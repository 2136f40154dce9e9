//! Records and where they begin, in one pass over the event.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer};
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::in_record;
use crate::decode::decode;
use crate::failure::Failure;

/// A record as its source needs it, with its place in the event.
pub(super) struct Placed<'a, T> {
    pub(super) record: T,
    place: Place<'a>,
}

/// A piece of the event that tells where a record begins.
enum Place<'a> {
    Record(&'a str),
    /// Only `{`, space and `"` stand before it.
    FirstKey(&'a str),
}

/// A batch in one pass; none where a record does not fit, or has no place: then [`alone`] has a second look.
pub(super) fn at_once<'a, Batch: Deserialize<'a>>(event: &'a [u8]) -> Option<Batch> {
    serde_json::from_str(std::str::from_utf8(event).ok()?).ok()
}

/// Records one after the other, to say which of them does not fit; `before` stand in front of them.
pub(super) fn alone<'a, T: Deserialize<'a>>(
    records: Vec<&'a RawValue>,
    before: usize,
) -> Result<Vec<Placed<'a, T>>, Failure> {
    let placed = |(number, record): (usize, &'a RawValue)| {
        let place = Place::Record(record.get());
        let record = decode(record.get().as_bytes()).map_err(|failure| in_record(before + number, failure))?;
        Ok(Placed { record, place })
    };
    records.into_iter().enumerate().map(placed).collect()
}

impl<T> Placed<'_, T> {
    /// The event from this record on.
    pub(super) fn rest(&self, event: &Bytes) -> Bytes {
        let offset = |piece: &str| piece.as_ptr().addr() - event.as_ptr().addr();
        event.slice(match self.place {
            Place::Record(record) => offset(record)..,
            Place::FirstKey(key) => {
                let before = &event[..offset(key)];
                before.iter().rposition(|byte| *byte == b'{').unwrap_or_default()..
            }
        })
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Placed<'a, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields(PhantomData))
    }
}

struct Fields<'a, T>(PhantomData<(&'a str, T)>);

impl<'de: 'a, 'a, T: Deserialize<'de>> Visitor<'de> for Fields<'a, T> {
    type Value = Placed<'a, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Placed<'a, T>, A::Error> {
        let mut first = None;
        let record = T::deserialize(MapAccessDeserializer::new(Watched { map, first: &mut first }))?;
        let key = first.ok_or_else(|| A::Error::custom("a record without a field has no place"))?;
        Ok(Placed { record, place: Place::FirstKey(key) })
    }
}

/// Keeps the first key.
struct Watched<'first, 'de, A> {
    map: A,
    first: &'first mut Option<&'de str>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Watched<'_, 'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        if self.first.is_some() {
            return self.map.next_key_seed(seed);
        }
        // refuses a key with an escape, which is not a piece of the event
        *self.first = self.map.next_key()?;
        self.first.map(|key| seed.deserialize(BorrowedStrDeserializer::new(key))).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[derive(Deserialize)]
    struct Record {
        id: u32,
    }

    /// The ids, and the records as they are read from their places on.
    fn read(placed: Vec<Placed<'_, Record>>, event: &Bytes) -> Vec<(u32, Value)> {
        let read = |placed: Placed<'_, Record>| {
            let rest = placed.rest(event);
            (placed.record.id, Value::deserialize(&mut serde_json::Deserializer::from_slice(&rest)).unwrap())
        };
        placed.into_iter().map(read).collect()
    }

    #[test]
    fn a_record_is_found_where_it_stands() {
        let event = r#" [ {"id":1,"a":{"b":"{"}}, {
            "more": "}\"{", "id" : 2 },{	"id":3}] "#;
        let expected: Vec<_> = serde_json::from_str::<Vec<Value>>(event).unwrap();
        let event = Bytes::from(event);
        let at_once = read(at_once(&event).unwrap(), &event);
        let alone = read(alone(serde_json::from_slice(&event).unwrap(), 0).unwrap(), &event);
        let expected: Vec<_> = (1..).zip(expected).collect();
        assert_eq!((&at_once, &alone), (&expected, &expected));
    }

    #[test]
    fn what_has_no_place_or_does_not_fit_is_left_for_a_second_look() {
        let escaped = Bytes::from(r#"[{"id":1},{"\u0069d":2}]"#);
        assert!(at_once::<Vec<Placed<'_, Record>>>(&escaped).is_none());
        let alone = |event: &Bytes| alone(serde_json::from_slice(event).unwrap(), 4).map(|placed| read(placed, event));
        assert_eq!(alone(&escaped).unwrap()[1], (2, serde_json::json!({ "id": 2 })));

        let unfit = Bytes::from(r#"[{"id":1},{"id":"Canary4111"}]"#);
        assert!(at_once::<Vec<Placed<'_, Record>>>(&unfit).is_none());
        let failure = alone(&unfit).unwrap_err();
        assert!(failure.message.starts_with("record 6 of the batch: "), "{failure:?}");
        assert!(!failure.message.contains("Canary4111"), "{failure:?}");
    }
}
