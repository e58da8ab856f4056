//! What serde's attributes do to a type.

use std::collections::BTreeMap;

use resumable::Shape;
use serde::{Deserialize, Serialize};

use super::{comes_back, described, plain};

#[derive(Debug, Serialize, Deserialize)]
struct Flat {
    name: String,
    #[serde(flatten)]
    others: BTreeMap<String, i64>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Number(u32),
    Text(String),
    Pair { left: u8, right: u8 },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Tagged {
    Circle { radius: f64 },
    Point,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "of")]
enum Adjacent {
    Circle { radius: f64 },
    Point,
    Many(Vec<u8>),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Settings {
    #[serde(rename = "type")]
    kind: u8,
    #[serde(default)]
    level_of_detail: i16,
    #[serde(skip)]
    #[allow(dead_code, reason = "it is there to be left out")]
    cache: Option<String>,
    #[serde(with = "as_text")]
    number: u32,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    note: Option<String>,
}

mod as_text {
    use serde::{Deserialize, Deserializer, Serializer, de};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
    pub(super) fn serialize<S: Serializer>(value: &u32, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[derive(Debug, Serialize, Deserialize)]
enum Skipping {
    First,
    #[serde(skip)]
    #[allow(dead_code, reason = "it shifts the numbers of those behind it")]
    Hidden,
    Second(u8),
    Third(u8),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
struct Percent(u8);

impl TryFrom<u8> for Percent {
    type Error = String;

    fn try_from(value: u8) -> Result<Self, String> {
        if (50..=100).contains(&value) {
            Ok(Percent(value))
        } else {
            Err("no".into())
        }
    }
}

impl From<Percent> for u8 {
    fn from(value: Percent) -> u8 {
        value.0
    }
}

impl Clone for Percent {
    fn clone(&self) -> Self {
        Percent(self.0)
    }
}

#[test]
fn what_serde_can_be_told() {
    let others = || [("x".to_owned(), 1), ("y".to_owned(), -2)].into();
    described(
        "Flat",
        [Flat {
            name: "a".into(),
            others: others(),
        }],
    );
    described(
        "Untagged",
        [
            Untagged::Number(1),
            Untagged::Text("a".into()),
            Untagged::Pair { left: 1, right: 2 },
        ],
    );
    described("Tagged", [Tagged::Circle { radius: 0.5 }, Tagged::Point]);
    let adjacent = [
        Adjacent::Circle { radius: 0.5 },
        Adjacent::Point,
        Adjacent::Many(vec![1]),
    ];
    for value in adjacent {
        comes_back(value);
    }
    let settings = |note| Settings {
        kind: 1,
        level_of_detail: -2,
        cache: None,
        number: 77,
        note,
    };
    assert_eq!(
        Shape::of::<Settings>().to_string(),
        "Settings { type: u8, levelOfDetail: i16, number: String, note: Option<String> }"
    );
    // Only a value that leaves a field out needs to say which.
    assert!(!comes_back(settings(Some("n".into()))));
    assert!(comes_back(settings(None)));
    // Serde numbers the variants otherwise when it writes than when it reads.
    assert_eq!(
        Shape::of::<Skipping>().to_string(),
        "Skipping { First, Second(u8), Third(u8) }"
    );
    for value in [Skipping::First, Skipping::Second(2), Skipping::Third(3)] {
        assert!(comes_back(value));
    }
    plain("u8", [Percent(50), Percent(99)]);
}
