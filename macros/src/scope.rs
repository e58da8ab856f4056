//! Names to locals: shadowing is resolved here, once.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use proc_macro2::Span;
use syn::{Expr, Ident, Label, Lifetime, Token};

use crate::edits::Edits;
use crate::flow::{Flow, LocalId, LocalSet, TargetId};
use crate::ir::{Borrows, Kept, Local, Texts};
use crate::names;

#[derive(Default)]
pub(crate) struct Scopes {
    pub(crate) locals: Vec<Local>,
    frames: Vec<HashMap<String, LocalId>>,
    /// Loops and labelled blocks around the current place, the innermost last; empty inside a closure.
    targets: Vec<Target>,
    target_count: usize,
    choices: Choices,
    /// What single variables are made by, and from, where that can be evaluated again.
    pub(crate) inlined: HashMap<LocalId, (Expr, LocalSet)>,
    /// The variables that are lent as a whole, or assigned among others.
    pub(crate) replaced: LocalSet,
    /// The `#[transient]` variables.
    pub(crate) transients: LocalSet,
    /// The variables that are borrows for certain.
    pub(crate) borrows: HashMap<LocalId, Borrows>,
    /// The names of the parameters of closures whose bodies are being looked at.
    pub(crate) parameters: RefCell<Vec<String>>,
    /// Variables that suspending loops go on with.
    pub(crate) iterated: LocalSet,
    ordinals: usize,
    /// The variables that each borrowing one is evaluated again from.
    pub(crate) sources: HashMap<LocalId, LocalSet>,
    /// The texts that each variable is one of, as far as that is known.
    pub(crate) texts: HashMap<LocalId, Option<Texts>>,
}

/// What a first walk over the body found out, and a second one acts on.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Choices {
    /// Bindings (by ordinal) that get hygienic names, since another of their name hides them where they must be saved.
    pub(crate) renamed: BTreeSet<usize>,
    /// What borrows across a suspension and is made again; not known on the first walk.
    pub(crate) again: Option<Again>,
    /// Loops whose jumps all name them, since the rest of one of their turns is run outside of them.
    pub(crate) named: BTreeSet<TargetId>,
    /// The places where variables are declared that stay in places of their own.
    pub(crate) staying: BTreeSet<SiteId>,
}

impl Choices {
    /// These, and what another walk chose. What is made again is known after the first one.
    pub(crate) fn joined(&self, mut found: Choices) -> Choices {
        found.renamed.extend(&self.renamed);
        found.named.extend(&self.named);
        found.staying.extend(&self.staying);
        if let Some(again) = &self.again {
            found.again = Some(again.clone());
        }
        found
    }

    /// Whether these are those of a walk that chose nothing.
    pub(crate) fn is_plain(&self) -> bool {
        let nothing_again = self
            .again
            .as_ref()
            .is_none_or(|again| *again == Again::default());
        self.renamed.is_empty() && self.named.is_empty() && self.staying.is_empty() && nothing_again
    }
}

/// What is evaluated again on the way in.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Again {
    /// The bindings, by ordinal.
    pub(crate) bindings: BTreeSet<usize>,
    /// The places where they are bound.
    pub(crate) sites: BTreeSet<SiteId>,
    /// The bindings, by ordinal, that are one of the program's own texts.
    pub(crate) texts: BTreeSet<usize>,
    /// The places whose numbers are copied first.
    pub(crate) copying: BTreeSet<SiteId>,
}

/// A place where a pattern meets a value, counted as they are come to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct SiteId(pub(crate) usize);

pub(crate) struct Target {
    pub(crate) id: TargetId,
    label: Option<Label>,
    is_loop: bool,
}

/// How many bindings and targets have been come to.
#[derive(Clone, Copy)]
pub(crate) struct Counters {
    ordinals: usize,
    targets: usize,
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

    pub(crate) fn counters(&self) -> Counters {
        Counters {
            ordinals: self.ordinals,
            targets: self.target_count,
        }
    }

    pub(crate) fn count_from(&mut self, counters: Counters) {
        self.ordinals = counters.ordinals;
        self.target_count = counters.targets;
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
        let ordinal = self.ordinals;
        self.ordinals += 1;
        self.declare_as(name, mutable, Some(ordinal))
    }

    /// Declares a variable of the lowering's own under a name of its own.
    pub(crate) fn declare_temporary(&mut self, name: &mut Ident) -> LocalId {
        self.declare_as(name, true, None)
    }

    fn declare_as(&mut self, name: &mut Ident, mutable: bool, ordinal: Option<usize>) -> LocalId {
        let id = LocalId(self.locals.len());
        let text = name.to_string();
        let renamed = ordinal.is_some_and(|ordinal| self.choices.renamed.contains(&ordinal));
        let (shown, span) = (names::plain_text(name), name.span());
        if renamed {
            // Hygiene tells it from the names in the code, but not from another renamed one, or a generated one.
            let outer = self.lookup(&text).filter(|outer| self.is_renamed(*outer));
            let unique = if outer.is_some() || names::is_generated(&shown) {
                format!("{shown}_{}", id.0)
            } else {
                text.clone()
            };
            *name = hidden(&unique, name);
        }
        let again = self.choices.again.as_ref();
        let is_text = again
            .zip(ordinal)
            .is_some_and(|(again, ordinal)| again.texts.contains(&ordinal));
        let kept = if is_text { Kept::Text } else { Kept::Saved };
        self.locals.push(Local {
            name: name.clone(),
            span,
            shown,
            mutable,
            mut_token: None,
            renamed,
            primitive: false,
            hidden: false,
            ordinal,
            kept,
            edits: Edits::default(),
            made_by: String::new(),
            may_stay: None,
            stands_for: String::new(),
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
            mut_token: None,
            renamed: false,
            primitive: false,
            hidden: true,
            ordinal: None,
            kept: Kept::Saved,
            edits: Edits::default(),
            made_by: String::new(),
            may_stay: None,
            stands_for: String::new(),
        });
        id
    }

    /// Whether the variable that is declared there stays in a place of its own.
    pub(crate) fn stays_at(&self, site: SiteId) -> bool {
        self.choices.staying.contains(&site)
    }

    pub(crate) fn is_in_place(&self, local: LocalId) -> bool {
        matches!(self.locals[local.0].kept, Kept::InPlace(..))
    }

    /// Where the user wrote that it can be changed.
    pub(crate) fn note_mut(&mut self, local: LocalId, token: Option<Token![mut]>) {
        self.locals[local.0].mut_token = token;
    }

    pub(crate) fn mark_primitive(&mut self, local: LocalId) {
        self.locals[local.0].primitive = true;
    }

    pub(crate) fn is_primitive(&self, name: &Ident) -> bool {
        self.lookup(&name.to_string())
            .is_some_and(|local| self.locals[local.0].primitive)
    }

    /// What users see a temporary called, and what it stands for.
    pub(crate) fn show_as(&mut self, local: LocalId, shown: &str, stands_for: String, span: Span) {
        let local = &mut self.locals[local.0];
        local.span = span;
        local.stands_for = stands_for;
        shown.clone_into(&mut local.shown);
    }

    /// What the user's code declares in the innermost scope.
    pub(crate) fn innermost(&self) -> Vec<LocalId> {
        let mut declared: Vec<_> = self
            .frames
            .last()
            .into_iter()
            .flat_map(HashMap::values)
            .copied()
            .filter(|local| self.locals[local.0].ordinal.is_some())
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
        if self.is_renamed(id) {
            *name = hidden(&self.locals[id.0].name.to_string(), name);
        }
        Some(id)
    }

    pub(crate) fn is_renamed(&self, id: LocalId) -> bool {
        self.locals[id.0].renamed
    }

    /// The use of a local, and of what it is made from where it is made again.
    pub(crate) fn uses(&self, id: LocalId) -> Flow {
        let Some(sources) = self.sources.get(&id) else {
            return Flow::Use(id);
        };
        let sources = sources.iter().map(|source| Flow::Use(*source));
        Flow::Sequence(sources.chain([Flow::Use(id)]).collect())
    }

    pub(crate) fn is_parameter(&self, name: &str) -> bool {
        self.parameters.borrow().iter().any(|own| own == name)
    }

    /// What the local is made by, if every name in that still means what it meant there.
    pub(crate) fn inlined(&self, id: LocalId) -> Option<&(Expr, LocalSet)> {
        let made = self.inlined.get(&id)?;
        let means_the_same = |source: &LocalId| {
            let local = &self.locals[source.0];
            local.renamed || self.lookup(&local.name.to_string()) == Some(*source)
        };
        made.1.iter().all(means_the_same).then_some(made)
    }

    /// Whether something that is matched at this place has to be made again; on the first walk it may.
    pub(crate) fn is_made_again_at(&self, site: SiteId) -> bool {
        let again = self.choices.again.as_ref();
        again.is_none_or(|again| again.sites.contains(&site))
    }

    /// Whether this is a walk that knows which bindings are made again.
    pub(crate) fn knows_what_is_made_again(&self) -> bool {
        self.choices.again.is_some()
    }

    /// Whether numbers that this place mentions are changed while they are needed: copies are kept instead.
    pub(crate) fn copies_numbers_at(&self, site: SiteId) -> bool {
        let again = self.choices.again.as_ref();
        again.is_some_and(|again| again.copying.contains(&site))
    }

    /// Makes the local, from these others, again on the way in, if it was chosen for that.
    pub(crate) fn keep_as(&mut self, id: LocalId, kept: Kept, sources: &LocalSet) {
        let chosen = match (&self.choices.again, self.locals[id.0].ordinal) {
            (Some(again), Some(ordinal)) => again.bindings.contains(&ordinal),
            _ => true,
        };
        if chosen && self.locals[id.0].kept == Kept::Saved {
            self.locals[id.0].kept = kept;
            self.sources.insert(id, sources.clone());
        }
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
