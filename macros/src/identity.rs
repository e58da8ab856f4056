//! By what points and variables are found again in another build.

use std::collections::BTreeMap;

use proc_macro2::Span;
use syn::Block;

use crate::args::Renaming;
use crate::errors::Errors;
use crate::ir::{Kept, Local, Point, PointKind};
use crate::names;
use crate::plan::Plan;
use crate::routine::{Param, Routine};
use crate::surroundings::surroundings;

/// By what a point is found again.
pub(crate) struct Identity {
    /// In readable formats.
    pub(crate) text: String,
    /// In binary snapshots.
    pub(crate) id: u32,
}

impl Identity {
    /// Whether `renamed` means this point by that name.
    pub(crate) fn is_called(&self, name: &str, point: &Point) -> bool {
        self.text == name
            || point
                .label
                .as_ref()
                .is_some_and(|label| label.ident == name)
    }
}

/// What an earlier build called a point.
pub(crate) struct Former {
    pub(crate) text: String,
    /// As a label, and as the text of a yield or an await.
    pub(crate) ids: [u32; 2],
}

impl Former {
    /// What `point` was called, by a label or by its text.
    pub(crate) fn new(name: String, point: &Point) -> Self {
        let is_label = name.chars().all(|c| c.is_alphanumeric() || c == '_');
        let text = if is_label && matches!(point.kind, PointKind::Await(_)) {
            awaited(&name)
        } else {
            name
        };
        let ids = [point_id("label", &text), point_id("yield", &text)];
        Former { text, ids }
    }
}

/// The identity of an await with a label. It is not that of a yield with the label: what is awaited at the one and goes on
/// there is nothing that the other could go on with.
fn awaited(label: &str) -> String {
    format!("{label}.await")
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
fn variable_id(name: &str) -> u32 {
    crc32fast::hash(name.as_bytes()) & 0x00FF_FFFF
}

/// A variable as a point saves it.
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) id: u32,
    place: Span,
}

/// An argument that waits for the start.
pub(crate) fn argument(param: &Param) -> Variable {
    let name = names::plain_text(&param.name);
    Variable {
        id: variable_id(&name),
        name,
        place: param.name.span(),
    }
}

/// What a point saves.
pub(crate) fn variables(plan: &Plan<'_>, point: usize) -> Vec<Variable> {
    let saved = plan.saved(point);
    let locals: Vec<&Local> = saved.iter().map(|saved| plan.local(saved.local)).collect();
    let variables = saved.iter().enumerate().map(|(index, saved)| Variable {
        name: names::plain_text(&saved.field),
        id: variable_id(&known_as(index, &locals)),
        place: locals[index].span,
    });
    variables.collect()
}

/// By what the variable at this index is known among those of its point.
///
/// Of an iterator, how it is made is part of it, since two that are made in different ways may have positions of one
/// type. Where there are several of a name, or several without a name of the user's, which of how many it is is part of
/// it, so that what is left when one of them goes is not taken for another; without a name, also what it stands for.
fn known_as(index: usize, locals: &[&Local]) -> String {
    let local = locals[index];
    let is_hidden = local.ordinal.is_none();
    let is_alike =
        |other: &&&Local| other.ordinal.is_none() == is_hidden && other.shown == local.shown;
    let mut text = local.shown.clone();
    if is_hidden || matches!(local.kept, Kept::Place(_)) {
        text = format!("{text} {}", local.made_by);
    }
    let count = locals.iter().filter(is_alike).count();
    if count > 1 {
        let number = locals[..=index].iter().filter(is_alike).count();
        text = format!("{text} {} #{number} of {count}", local.stands_for);
    }
    text
}

/// A label, of an await with `.await` behind it, or the tokens of the yield or await; where several are alike, with place, number, and what stands around each.
pub(crate) fn identities(points: &[Point], body: &Block) -> Vec<Identity> {
    let mut surrounded = None;
    let mut identities = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let (kind, text) = match &point.label {
            Some(label) if matches!(point.kind, PointKind::Await(_)) => {
                ("yield", awaited(&label.ident.to_string()))
            }
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

/// Reports what snapshots could not tell apart, and renamings that lead nowhere or away from a point that exists.
pub(crate) fn check(renamed: &[Renaming], routine: &Routine, plan: &Plan<'_>, errors: &Errors) {
    if errors.count() > 0 {
        return;
    }
    let points = identities(&plan.body.points, &routine.body);
    check_ids(&points, plan, errors);
    check_variables(routine.params.iter().map(argument), errors);
    for point in 1..=points.len() {
        if errors.count() == 0 {
            check_variables(variables(plan, point).into_iter(), errors);
        }
    }
    for renaming in renamed {
        check_renaming(renaming, &points, plan, errors);
    }
}

fn check_ids(points: &[Identity], plan: &Plan<'_>, errors: &Errors) {
    for (index, Identity { text, id }) in points.iter().enumerate() {
        let other = points[..index].iter().find(|other| other.id == *id);
        if let Some(Identity { text: other, .. }) = other {
            let place = plan.body.points[index].span;
            errors.push(syn::Error::new(place, format!("`{other}` and `{text}` have the same checksum, by which a snapshot tells where it waits; give one of them another label")));
        }
    }
}

fn check_variables(saved: impl Iterator<Item = Variable>, errors: &Errors) {
    let mut seen = BTreeMap::new();
    for Variable { name, id, place } in saved {
        if let Some(other) = seen.insert(id, name.clone()) {
            errors.push(syn::Error::new(place, format!("`{other}` and `{name}` have the same checksum, by which a snapshot tells its variables apart; rename one of them")));
        }
    }
}

fn check_renaming(
    Renaming { old, new }: &Renaming,
    identities: &[Identity],
    plan: &Plan<'_>,
    errors: &Errors,
) {
    let (from, to) = (old.value(), new.value());
    let is_known = |name: &String| {
        let mut points = identities.iter().zip(&plan.body.points);
        points.any(|(identity, point)| identity.is_called(name, point))
    };
    if from == START || is_known(&from) {
        errors.at(old, format!("`{from}` is where calls that were saved there go on, since this function has it now; name a yield that is gone"));
    }
    if !is_known(&to) {
        let points = identities.iter().map(|point| format!("`{}`", point.text));
        let points: Vec<_> = points.collect();
        let listed = if points.is_empty() {
            "none".to_owned()
        } else {
            points.join(", ")
        };
        errors.at(new, format!("this function has no yield `{to}` at which a saved call could go on; it has {listed}"));
    }
}
