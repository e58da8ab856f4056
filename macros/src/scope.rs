//! Names to locals: shadowing is resolved here, once.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::Span;
use syn::{Ident, Label, Lifetime};

use crate::flow::{LocalId, LocalSet, TargetId};
use crate::ir::Local;
use crate::names;

#[derive(Default)]
pub(crate) struct Scopes {
    pub(crate) locals: Vec<Local>,
    frames: Vec<HashMap<String, LocalId>>,
    /// Loops and labelled blocks around the current place, the innermost last; empty inside a closure.
    targets: Vec<Target>,
    target_count: usize,
    choices: Choices,
}

/// What a first walk over the body found out, and a second one acts on.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Choices {
    /// Locals that get hygienic names, since another of their name hides them where they must be saved.
    pub(crate) renamed: LocalSet,
    /// Loops whose jumps all name them, since the rest of one of their turns is run outside of them.
    pub(crate) named: BTreeSet<TargetId>,
}

pub(crate) struct Target {
    pub(crate) id: TargetId,
    label: Option<Label>,
    is_loop: bool,
}

/// The targets that were around a closure.
pub(crate) struct OuterTargets(Vec<Target>);

impl Scopes {
    pub(crate) fn new(choices: Choices) -> Self {
        Scopes {
            choices,
            ..Scopes::default()
        }
    }

    pub(crate) fn enter(&mut self) {
        self.frames.push(HashMap::new());
    }

    pub(crate) fn leave(&mut self) {
        self.frames
            .pop()
            .expect("a scope is left after it was entered");
    }

    /// Declares a variable in the innermost scope, under a hygienic name if it was chosen for one.
    pub(crate) fn declare(&mut self, name: &mut Ident, mutable: bool) -> LocalId {
        let id = LocalId(self.locals.len());
        let text = name.to_string();
        let renamed = self.choices.renamed.contains(&id);
        let (shown, span) = (names::plain_text(name), name.span());
        if renamed {
            // Hygiene tells it from the names in the code, but not from another renamed one, or a generated one.
            let outer = self
                .lookup(&text)
                .filter(|outer| self.choices.renamed.contains(outer));
            let unique = if outer.is_some() || names::is_generated(&shown) {
                format!("{shown}_{}", id.0)
            } else {
                text.clone()
            };
            *name = hidden(&unique, name);
        }
        self.locals.push(Local {
            name: name.clone(),
            span,
            shown,
            mutable,
            renamed,
            primitive: false,
            hidden: false,
        });
        self.frames
            .last_mut()
            .expect("a body has a scope")
            .insert(text, id);
        id
    }

    /// A variable that only generated code reaches; `shown` is what users see it called.
    pub(crate) fn declare_hidden(&mut self, name: Ident, shown: &str, span: Span) -> LocalId {
        let id = LocalId(self.locals.len());
        self.locals.push(Local {
            name,
            span,
            shown: shown.to_owned(),
            mutable: true,
            renamed: false,
            primitive: false,
            hidden: true,
        });
        id
    }

    pub(crate) fn mark_primitive(&mut self, local: LocalId) {
        self.locals[local.0].primitive = true;
    }

    pub(crate) fn is_primitive(&self, name: &Ident) -> bool {
        self.lookup(&name.to_string())
            .is_some_and(|local| self.locals[local.0].primitive)
    }

    pub(crate) fn show_as(&mut self, local: LocalId, shown: &str, span: Span) {
        self.locals[local.0].span = span;
        shown.clone_into(&mut self.locals[local.0].shown);
    }

    /// What the innermost scope declares.
    pub(crate) fn innermost(&self) -> Vec<LocalId> {
        let mut declared: Vec<_> = self
            .frames
            .last()
            .into_iter()
            .flat_map(HashMap::values)
            .copied()
            .collect();
        declared.sort_unstable();
        declared
    }

    pub(crate) fn lookup(&self, name: &str) -> Option<LocalId> {
        self.frames
            .iter()
            .rev()
            .find_map(|frame| frame.get(name).copied())
    }

    /// The local that `name` reaches; the identifier follows it if it was renamed.
    pub(crate) fn reach(&mut self, name: &mut Ident) -> Option<LocalId> {
        let id = self.lookup(&name.to_string())?;
        if self.choices.renamed.contains(&id) {
            *name = hidden(&self.locals[id.0].name.to_string(), name);
        }
        Some(id)
    }

    pub(crate) fn is_renamed(&self, id: LocalId) -> bool {
        self.choices.renamed.contains(&id)
    }

    /// The number that the next declared local will get.
    pub(crate) fn next_local(&self) -> LocalId {
        LocalId(self.locals.len())
    }

    /// Every local that a name reaches here.
    pub(crate) fn visible(&self) -> Vec<LocalId> {
        let mut seen = HashMap::new();
        for frame in self.frames.iter().rev() {
            for (name, id) in frame {
                seen.entry(name).or_insert(*id);
            }
        }
        let mut visible: Vec<_> = seen.into_values().collect();
        visible.sort_unstable();
        visible
    }

    /// Enters a loop or a labelled block. A loop that has to be named gets a label if it has none.
    pub(crate) fn enter_target(&mut self, label: &mut Option<Label>, is_loop: bool) -> TargetId {
        let id = TargetId(self.target_count);
        self.target_count += 1;
        if label.is_none() && self.choices.named.contains(&id) {
            *label = Some(names::label(&format!("__loop_{}", id.0)));
        }
        self.targets.push(Target {
            id,
            label: label.clone(),
            is_loop,
        });
        id
    }

    /// The label that a jump to the target has to name.
    pub(crate) fn jump_label(&self, id: TargetId) -> Option<Lifetime> {
        if !self.choices.named.contains(&id) {
            return None;
        }
        let target = self.targets.iter().find(|target| target.id == id)?;
        target.label.as_ref().map(|label| label.name.clone())
    }

    pub(crate) fn leave_target(&mut self) {
        self.targets
            .pop()
            .expect("a target is left after it was entered");
    }

    /// Where a `break` or `continue` goes.
    pub(crate) fn target(&self, label: Option<&Lifetime>) -> Option<TargetId> {
        let found = self.targets.iter().rev().find(|target| match label {
            Some(label) => target
                .label
                .as_ref()
                .is_some_and(|own| own.name.ident == label.ident),
            None => target.is_loop,
        });
        found.map(|target| target.id)
    }

    pub(crate) fn targets(&self) -> &[Target] {
        &self.targets
    }

    pub(crate) fn enter_closure(&mut self) -> OuterTargets {
        OuterTargets(std::mem::take(&mut self.targets))
    }

    pub(crate) fn leave_closure(&mut self, outer: OuterTargets) {
        self.targets = outer.0;
    }
}

impl Target {
    pub(crate) fn is_loop(&self) -> bool {
        self.is_loop
    }
}

fn hidden(text: &str, place: &Ident) -> Ident {
    let mut hidden = place.clone();
    if place != text {
        hidden = Ident::new(text, place.span());
    }
    hidden.set_span(Span::mixed_site().located_at(place.span()));
    hidden
}
