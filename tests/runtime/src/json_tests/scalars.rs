//! Scalars beyond those of JSON: their texts, and what they refuse.

use super::{error, same};
use crate::runtime::json::{Json, NoteKind, audit, from_str, to_string, union};
use crate::{Base64, BigInteger};

#[test]
fn dates_and_uuids_keep_what_they_say() {
    type Moment = chrono::DateTime<chrono::FixedOffset>;
    same::<Moment>("\"2023-05-30T01:02:03.004+02:00\"");
    same::<Moment>("\"2023-05-30T00:00:00Z\"");
    same::<chrono::NaiveDate>("\"2024-02-29\"");
    same::<uuid::Uuid>("\"f0bc3d88-2178-5423-8c81-b81d6c9da824\"");
    assert!(from_str::<chrono::NaiveDate>("\"2023-02-29\"").is_err());
    assert!(from_str::<Moment>("\"yesterday\"").is_err());
}

#[test]
fn time_reads_and_writes_rfc_3339() {
    same::<time::OffsetDateTime>("\"2023-05-30T01:02:03.004+02:00\"");
    same::<time::OffsetDateTime>("\"2023-05-30T00:00:00Z\"");
    same::<time::Date>("\"2024-02-29\"");
    assert!(from_str::<time::Date>("\"2023-02-29\"").is_err());
}

#[test]
fn addresses_are_strings() {
    same::<std::net::Ipv4Addr>("\"192.0.2.1\"");
    let (_, message) = error::<std::net::Ipv4Addr>("\"192.0.2.0/24\"");
    assert_eq!(message, "expected an IPv4 address");
}

#[test]
fn base64_is_read_in_both_alphabets_and_written_in_the_standard_one() {
    let bytes = vec![0xfb, 0xff, 0xfe, b'a'];
    for text in ["\"+//+YQ==\"", "\"+//+YQ\"", "\"-__-YQ\"", "\"+//+\\r\\nYQ==\""] {
        assert_eq!(from_str::<Base64>(text).unwrap(), Base64(bytes.clone()), "{text}");
    }
    assert_eq!(to_string(&Base64(bytes)), "\"+//+YQ==\"");
    same::<Base64>("\"\"");
    assert_eq!(format!("{:?}", Base64(vec![1, 2])), "Base64(2 bytes)");
}

#[test]
fn a_string_that_is_no_base64_is_read_as_its_bytes_and_noted() {
    #[derive(Clone, Debug, PartialEq)]
    enum File {
        Bytes(Base64),
        Text(String),
    }
    union! { File {
        string => Bytes,
        string => Text,
    } }
    assert_eq!(from_str::<Base64>("\"not so\"").unwrap(), Base64(b"not so".to_vec()));
    let notes = audit(b"[\"aGk=\",\"not so\"]", |reader| Vec::<Base64>::read(reader).map(drop));
    let noted = notes
        .iter()
        .map(|note| (note.kind, note.pointer.as_str(), note.expected.as_str()));
    assert_eq!(
        noted.collect::<Vec<_>>(),
        [(NoteKind::Shape, "/1", "base64 (RFC 4648)")]
    );
    assert_eq!(
        from_str::<File>("\"aGk=\"").unwrap(),
        File::Bytes(Base64(b"hi".to_vec()))
    );
    assert_eq!(from_str::<File>("\"not so\"").unwrap(), File::Text("not so".to_owned()));
    assert!(from_str::<Base64>("1").is_err());
}

#[test]
fn integers_of_any_size_keep_their_digits() {
    same::<BigInteger>("340282366920938463463374607431768211456");
    same::<BigInteger>("-1");
    assert!(from_str::<BigInteger>("1.5").is_err());
    assert!("007".parse::<BigInteger>().is_err());
    assert_eq!(BigInteger::from(u128::MAX).to_string(), u128::MAX.to_string());
}
