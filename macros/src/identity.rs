//! By what points and variables are found again in another build.

use crate::args::Renaming;
use crate::errors::Errors;
use crate::ir::{Point, PointKind};

/// By what a point is found again.
pub(crate) struct Identity {
    /// In readable formats.
    pub(crate) text: String,
    /// In binary snapshots.
    pub(crate) id: u32,
}

/// What an earlier build called a point.
pub(crate) struct Former {
    pub(crate) text: String,
    /// As a label, and as the text of a yield.
    pub(crate) ids: [u32; 2],
}

impl Former {
    pub(crate) fn new(text: String) -> Self {
        let ids = [point_id("label", &text), point_id("yield", &text)];
        Former { text, ids }
    }
}

/// The identity of the start of a function.
pub(crate) fn start() -> Identity {
    Identity {
        text: START.to_owned(),
        id: crc32fast::hash(START.as_bytes()),
    }
}

const START: &str = "start";

fn point_id(kind: &str, text: &str) -> u32 {
    crc32fast::hash(format!("{kind} {text}").as_bytes())
}

/// A variable's name in a binary snapshot.
pub(crate) fn variable_id(name: &str) -> u32 {
    crc32fast::hash(name.as_bytes()) & 0x00FF_FFFF
}

/// A label, or the tokens of the yield, with place and number where several are alike.
pub(crate) fn identities(points: &[Point]) -> Vec<Identity> {
    let text = |point: &Point| match (&point.label, &point.kind) {
        (Some(label), _) => label.ident.to_string(),
        (None, PointKind::Yield | PointKind::Await(_)) => point.text.clone(),
    };
    let mut identities = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let plain = text(point);
        let alike = points.iter().filter(|other| text(other) == plain).count();
        let place = points[..=index]
            .iter()
            .filter(|other| text(other) == plain)
            .count();
        let text = if alike == 1 {
            plain
        } else {
            format!("{plain} #{place} of {alike}")
        };
        let kind = if point.label.is_some() {
            "label"
        } else {
            "yield"
        };
        let id = point_id(kind, &text);
        identities.push(Identity { text, id });
    }
    identities
}

/// Reports renamings that lead nowhere, or away from a point that exists.
pub(crate) fn check_renamings(renamed: &[Renaming], points: &[Point], errors: &Errors) {
    if renamed.is_empty() {
        return;
    }
    let known: Vec<_> = identities(points)
        .into_iter()
        .map(|point| point.text)
        .collect();
    for Renaming { old, new } in renamed {
        let (from, to) = (old.value(), new.value());
        if from == START || known.contains(&from) {
            errors.at(old, format!("`{from}` is a yield of this function now, where calls that were saved there go on; name one that is gone"));
        }
        if !known.contains(&to) {
            let listed: Vec<_> = known.iter().map(|point| format!("`{point}`")).collect();
            errors.at(new, format!("this function has no yield `{to}`, at which a saved call could go on; it has {}", listed.join(", ")));
        }
    }
}
