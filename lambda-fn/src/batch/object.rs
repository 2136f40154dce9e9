//! An object of S3, as a notification tells of it.

use std::borrow::Cow;

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};

use crate::decode::Strict;

/// The record of a handler of S3 notifications.
///
/// Amazon S3 User Guide, "Event message structure": the key comes URL-encoded there; here it is decoded.
///
/// ```
/// # use lambda_fn::{Result, S3Object};
/// async fn index(object: S3Object) -> Result<()> {
///     println!("{}/{}: {:?} bytes", object.bucket, object.key, object.size);
///     # Ok(())
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct S3Object {
    /// The name of the bucket.
    pub bucket: String,
    /// The key, decoded.
    pub key: String,
    /// The size in bytes; `None` where the object was removed.
    pub size: Option<u64>,
    /// The entity tag.
    pub e_tag: Option<String>,
    /// The version, in a bucket that has versions.
    pub version_id: Option<String>,
    /// Tells the order of the events of one key: the longer, then the greater hexadecimal number is the later.
    pub sequencer: Option<String>,
    /// Such as `ObjectCreated:Put`.
    pub event_name: String,
    /// When S3 was done with the request, in RFC 3339.
    pub event_time: String,
    /// The region of the bucket.
    pub region: String,
}

impl<'de> Deserialize<'de> for S3Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Notification {
            #[serde(default)]
            aws_region: String,
            #[serde(default)]
            event_time: String,
            event_name: String,
            s3: Entity,
        }

        #[derive(Deserialize)]
        struct Entity {
            bucket: Bucket,
            object: Object,
        }

        #[derive(Deserialize)]
        struct Bucket {
            name: String,
        }

        #[derive(Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Object {
            #[serde(deserialize_with = "decoded")]
            key: String,
            size: Option<u64>,
            e_tag: Option<String>,
            version_id: Option<String>,
            sequencer: Option<String>,
        }

        let Notification { aws_region, event_time, event_name, s3 } = Notification::deserialize(Strict(deserializer))?;
        let Object { key, size, e_tag, version_id, sequencer } = s3.object;
        Ok(Self {
            bucket: s3.bucket.name,
            key,
            size,
            e_tag,
            version_id,
            sequencer,
            event_name,
            event_time,
            region: aws_region,
        })
    }
}

fn decoded<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let key = Cow::<str>::deserialize(deserializer)?;
    url_decoded(&key).ok_or_else(|| D::Error::invalid_type(Unexpected::Bytes(&[]), &"a key that is UTF-8"))
}

/// `Happy%20Face.jpg`, `Happy+Face.jpg`; a `%` without two digits behind it stands for itself.
#[inline]
fn url_decoded(key: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(key.len());
    let mut rest = key.as_bytes();
    while let [byte, tail @ ..] = rest {
        let digit = |place: usize| tail.get(place).and_then(|digit| char::from(*digit).to_digit(16));
        let escaped = (*byte == b'%').then(|| digit(0).zip(digit(1))).flatten();
        match (byte, escaped.and_then(|(high, low)| u8::try_from(high * 16 + low).ok())) {
            (_, Some(escaped)) => {
                decoded.push(escaped);
                rest = &tail[2..];
            }
            (b'+', None) => {
                decoded.push(b' ');
                rest = tail;
            }
            (other, None) => {
                decoded.push(*other);
                rest = tail;
            }
        }
    }
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_decoded_as_s3_encodes_them() {
        let decoded = [
            ("Happy%20Face.jpg", "Happy Face.jpg"),
            ("Happy+Face%2B1.jpg", "Happy Face+1.jpg"),
            ("gr%C3%B6sse/%E2%82%AC", "grösse/€"),
            ("100%", "100%"),
            ("100%zz%2", "100%zz%2"),
            ("plain/key", "plain/key"),
        ];
        for (encoded, key) in decoded {
            assert_eq!(url_decoded(encoded).as_deref(), Some(key), "{encoded}");
        }
        assert_eq!(url_decoded("%FF"), None);
    }
}
