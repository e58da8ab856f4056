//! By what points and variables are found again in another build.

use syn::Block;

use crate::args::Renaming;
use crate::errors::Errors;
use crate::ir::{Kept, Point};
use crate::names;
use crate::plan::Plan;
use crate::routine::Routine;
use crate::surroundings::surroundings;

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

/// The ids of what a point saves. That of an iterator also covers how it is made, since two that are made in different
/// ways may have positions of one type.
pub(crate) fn saved_ids(plan: &Plan<'_>, point: usize) -> Vec<u32> {
    let ids = plan.saved(point).iter().map(|saved| {
        let (name, local) = (names::plain_text(&saved.field), plan.local(saved.local));
        let is_position = local.hidden || matches!(local.kept, Kept::Place(_));
        if is_position && !local.made_by.is_empty() {
            variable_id(&format!("{name} {}", local.made_by))
        } else {
            variable_id(&name)
        }
    });
    ids.collect()
}

/// A label, or the tokens of the yield; where several are alike, with place, number, and what stands around each.
pub(crate) fn identities(points: &[Point], body: &Block) -> Vec<Identity> {
    let mut surrounded = None;
    let mut identities = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let (kind, text) = match &point.label {
            Some(label) => ("label", label.ident.to_string()),
            None => ("yield", point.text.clone()),
        };
        let is_alike = |other: &&Point| {
            point.label.is_none() && other.label.is_none() && other.text == point.text
        };
        let alike = points.iter().filter(is_alike).count();
        let text = if alike > 1 {
            let place = points[..index].iter().filter(is_alike).count();
            let surrounded = surrounded.get_or_insert_with(|| surroundings(body));
            let mut same = surrounded.iter().filter(|found| found.text == text);
            let found = same.nth(place).expect("every point stands in the body");
            format!("{text} #{} of {alike} ({:08x})", place + 1, found.checksum)
        } else {
            text
        };
        let id = point_id(kind, &text);
        identities.push(Identity { text, id });
    }
    identities
}

/// Reports renamings that lead nowhere, or away from a point that exists.
pub(crate) fn check_renamings(
    renamed: &[Renaming],
    routine: &Routine,
    plan: &Plan<'_>,
    errors: &Errors,
) {
    if renamed.is_empty() {
        return;
    }
    let known: Vec<_> = identities(&plan.body.points, &routine.body)
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
