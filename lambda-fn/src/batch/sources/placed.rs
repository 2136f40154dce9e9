//! Records and where they begin, in one pass over the event.

use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer};
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::unfit::Unfit;
use crate::decode::{Frame, decode_record_frame};

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
    serde_json::from_str(std::str::from_utf8(event).ok()?).ok().map(|Frame(batch)| batch)
}

/// One record for itself, so that it alone fails where it does not fit.
pub(super) fn alone<'a, T: Deserialize<'a>>(record: &'a RawValue) -> Result<Placed<'a, T>, Unfit<'a>> {
    match decode_record_frame(record.get().as_bytes()) {
        Ok(fit) => Ok(Placed { record: fit, place: Place::Record(record.get()) }),
        Err(failure) => Err(Unfit { record, failure }),
    }
}

/// The records of a batch, each from its first byte to its last; none where they have no end.
pub(super) fn wholes<T>(records: &[Placed<'_, T>], event: &Bytes) -> Option<Vec<Bytes>> {
    let begins: Vec<_> = records.iter().map(|placed| placed.begin(event)).collect();
    let Some(last) = begins.last() else { return Some(Vec::new()) };
    let between = begins.windows(2).map(|place| {
        let record = event[place[0]..place[1]].trim_ascii_end();
        event.slice_ref(record.strip_suffix(b",").unwrap_or(record).trim_ascii_end())
    });
    // what stands behind the last may be of any form
    let last = <&RawValue>::deserialize(&mut serde_json::Deserializer::from_slice(&event[*last..])).ok()?;
    Some(between.chain([event.slice_ref(last.get().as_bytes())]).collect())
}

impl<T> Placed<'_, T> {
    /// The event from this record on.
    pub(super) fn rest(&self, event: &Bytes) -> Bytes {
        event.slice(self.begin(event)..)
    }

    fn begin(&self, event: &[u8]) -> usize {
        let offset = |piece: &str| piece.as_ptr().addr() - event.as_ptr().addr();
        match self.place {
            Place::Record(record) => offset(record),
            Place::FirstKey(key) => {
                let before = &event[..offset(key)];
                before.iter().rposition(|byte| *byte == b'{').unwrap_or_default()
            }
        }
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
        let placed = at_once::<Vec<_>>(&event).unwrap();
        let wholes = wholes(&placed, &event).unwrap();
        let wholes: Vec<Value> = wholes.iter().map(|whole| serde_json::from_slice(whole).unwrap()).collect();
        assert_eq!(wholes, expected);
        let records: Vec<&RawValue> = serde_json::from_slice(&event).unwrap();
        let each_alone = read(records.into_iter().map(|record| alone(record).unwrap()).collect(), &event);
        let expected: Vec<_> = (1..).zip(expected).collect();
        assert_eq!((&read(placed, &event), &each_alone), (&expected, &expected));
    }

    #[test]
    fn what_stands_behind_the_last_record_is_none_of_it() {
        #[derive(Deserialize)]
        struct Batch<'a> {
            #[serde(borrow)]
            records: Vec<Placed<'a, Record>>,
        }

        let event = Bytes::from(r#"{"records":[{"id":1},{"id":2}  ],"id":3}"#);
        let Batch { records } = at_once(&event).unwrap();
        assert_eq!(wholes(&records, &event).unwrap(), [r#"{"id":1}"#, r#"{"id":2}"#]);
        assert!(wholes::<Record>(&[], &event).unwrap().is_empty());
    }

    #[test]
    fn what_has_no_place_or_does_not_fit_is_left_for_a_second_look() {
        let escaped = Bytes::from(r#"[{"id":1},{"\u0069d":2}]"#);
        assert!(at_once::<Vec<Placed<'_, Record>>>(&escaped).is_none());
        let records: Vec<&RawValue> = serde_json::from_slice(&escaped).unwrap();
        let placed = alone(records[1]).unwrap();
        assert_eq!(read(vec![placed], &escaped), [(2, serde_json::json!({ "id": 2 }))]);

        let unfit = r#"[{"id":1},{"id":"Canary4111"}]"#;
        assert!(at_once::<Vec<Placed<'_, Record>>>(unfit.as_bytes()).is_none());
        let records: Vec<&RawValue> = serde_json::from_str(unfit).unwrap();
        let Err(unfit) = alone::<Record>(records[1]) else { panic!("it does not fit") };
        assert_eq!(unfit.text(&["id"]).as_deref(), Some("Canary4111"));
        assert!(unfit.failure.message.starts_with("the record does not fit `Record` at `$.id`"), "{:?}", unfit.failure);
        assert!(!unfit.failure.message.contains("Canary4111"), "{:?}", unfit.failure);
    }
}
