//! The variables a body can use at a place, and which of them it has moved out of.

use super::types::Type;

#[derive(Clone, Debug)]
pub struct Variable {
    pub name: String,
    pub kind: Type,
    pub mutable: bool,
    /// It has a value that was not moved out.
    pub alive: bool,
    /// How many loops and closures it is declared in: a turn must leave it its value.
    pub depth: usize,
    /// Something borrows it, or counts on its value: it may be read, but not changed or moved.
    pub frozen: u32,
    /// Something borrows it mutably: it may not be used at all.
    pub locked: bool,
    /// It was given another value.
    pub assigned: bool,
    /// A declaration further in must not hide it.
    pub pinned: bool,
}

#[derive(Default)]
pub struct Scopes {
    variables: Vec<Variable>,
    /// How many loops and closures stand around.
    pub depth: usize,
}

/// A place in the list of variables that does not change while its scope lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark(usize);

impl Mark {
    /// Before the first variable.
    pub const START: Mark = Mark(0);
}

impl Scopes {
    pub fn declare(&mut self, name: &str, kind: Type, mutable: bool) -> Mark {
        self.variables.push(Variable {
            name: name.to_owned(),
            kind,
            mutable,
            alive: true,
            depth: self.depth,
            frozen: 0,
            locked: false,
            assigned: false,
            pinned: false,
        });
        Mark(self.variables.len() - 1)
    }

    pub fn get(&mut self, mark: Mark) -> &mut Variable {
        &mut self.variables[mark.0]
    }

    pub fn mark(&self) -> Mark {
        Mark(self.variables.len())
    }

    /// Only lets those declared since `mark` be read.
    pub fn freeze_since(&mut self, mark: Mark) {
        for variable in &mut self.variables[mark.0..] {
            variable.frozen += 1;
        }
    }

    /// Those that are visible, moved out of or never given a value, and could be given one here.
    pub fn to_fill(&self, kind: Type) -> Vec<Mark> {
        let empty = |variable: &Variable| {
            !variable.alive
                && variable.mutable
                && variable.kind == kind
                && variable.depth == self.depth
        };
        self.visible(|variable| empty(variable) && variable.frozen == 0 && !variable.locked)
    }

    pub fn leave(&mut self, mark: Mark) {
        self.variables.truncate(mark.0);
    }

    /// Those that can be read and for which `wanted` holds.
    pub fn readable(&self, wanted: impl Fn(&Variable) -> bool) -> Vec<Mark> {
        self.visible(|variable| variable.alive && !variable.locked && wanted(variable))
    }

    fn visible(&self, wanted: impl Fn(&Variable) -> bool) -> Vec<Mark> {
        let hidden = |index: usize| {
            let name = &self.variables[index].name;
            self.variables[index + 1..]
                .iter()
                .any(|later| later.name == *name)
        };
        (0..self.variables.len())
            .filter(|&index| wanted(&self.variables[index]) && !hidden(index))
            .map(Mark)
            .collect()
    }

    /// Whether a declaration may use the name.
    pub fn can_hide(&self, name: &str) -> bool {
        let hides =
            |variable: &Variable| variable.name == name && (variable.pinned || variable.frozen > 0);
        !self.variables.iter().any(hides)
    }

    /// Those declared since `mark` that log their drop.
    pub fn noisy_since(&self, mark: Mark) -> Vec<String> {
        let noisy = |variable: &&Variable| variable.kind == Type::Noisy && variable.alive;
        let since = self.variables[mark.0..].iter().filter(noisy);
        since.map(|variable| variable.name.clone()).collect()
    }

    /// Those declared since `mark` that were given another value.
    pub fn assigned_since(&mut self, mark: Mark) -> Vec<String> {
        let assigned = self.readable(|variable| variable.assigned);
        let since = assigned.into_iter().filter(|assigned| *assigned >= mark);
        since
            .map(|assigned| self.get(assigned).name.clone())
            .collect()
    }

    /// Which variables have their values, to be given to [`Scopes::set_alive`].
    pub fn alive(&self) -> Vec<bool> {
        self.variables
            .iter()
            .map(|variable| variable.alive)
            .collect()
    }

    pub fn set_alive(&mut self, alive: &[bool]) {
        for (variable, &alive) in self.variables.iter_mut().zip(alive) {
            variable.alive = alive;
        }
    }
}
