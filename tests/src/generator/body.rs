//! A function's body while it is made: what may stand at the place where the next piece goes.

use super::dice::Dice;
use super::forms::Forms;
use super::scope::{Mark, Scopes};
use super::types::Type;

/// What the functions of a program hand out and are handed.
#[derive(Clone, Copy)]
pub struct Channel {
    pub yields: Type,
    pub resumes: Type,
}

/// A resumable function that can be called.
#[derive(Clone)]
pub struct Callee {
    pub name: &'static str,
    pub parameters: Vec<Type>,
    pub output: Type,
}

/// Where a `break` or `continue` can go.
pub struct Jump {
    pub label: Option<String>,
    pub is_loop: bool,
    /// What a `break` has to give.
    pub value: Option<Type>,
    /// The variables that it leaves.
    pub mark: Mark,
}

pub struct Body<'d> {
    pub dice: &'d mut Dice,
    pub forms: Forms,
    pub channel: Channel,
    pub output: Type,
    pub callees: Vec<Callee>,
    pub scopes: Scopes,
    pub jumps: Vec<Jump>,
    /// How much more may be generated, about in expressions.
    pub budget: i32,
    /// No yields here, if above zero.
    pub quiet: u32,
    /// No yields, moves, changes and jumps here, if above zero.
    pub pure: u32,
    /// How many macro calls stand around.
    pub macros: u32,
    names: u32,
}

/// A block's inside.
pub struct Block {
    pub text: String,
    /// Its end is never reached.
    pub diverges: bool,
}

const NAMES: [&str; 14] = [
    "a", "b", "c", "d", "x", "y", "value", "state", "flow", "input", "at", "args", "slot", "rest",
];

impl<'d> Body<'d> {
    pub fn new(
        dice: &'d mut Dice,
        forms: Forms,
        channel: Channel,
        output: Type,
        budget: i32,
    ) -> Self {
        Body {
            dice,
            forms,
            channel,
            output,
            callees: Vec::new(),
            scopes: Scopes::default(),
            jumps: Vec::new(),
            budget,
            quiet: 0,
            pure: 0,
            macros: 0,
            names: 0,
        }
    }

    pub fn may_yield(&self) -> bool {
        self.quiet == 0 && self.pure == 0
    }

    /// Makes something without yields.
    pub fn quietly<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        self.quiet += 1;
        let made = make(self);
        self.quiet -= 1;
        made
    }

    /// Makes something that only reads.
    pub fn purely<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        self.pure += 1;
        let made = make(self);
        self.pure -= 1;
        made
    }

    /// Makes something while a variable keeps its value.
    pub fn frozen<T>(&mut self, mark: Mark, make: impl FnOnce(&mut Self) -> T) -> T {
        self.scopes.get(mark).frozen += 1;
        let made = make(self);
        self.scopes.get(mark).frozen -= 1;
        made
    }

    pub fn number(&mut self) -> u32 {
        self.names += 1;
        self.names
    }

    /// A name that may hide another variable.
    pub fn name(&mut self) -> String {
        let name = *self.dice.pick(&NAMES);
        if self.scopes.can_hide(name) && self.dice.chance(60) {
            return name.to_owned();
        }
        self.own_name("v")
    }

    /// A name that no other variable has.
    pub fn own_name(&mut self, stem: &str) -> String {
        format!("{stem}{}", self.number())
    }

    /// Statements and, if asked for, a value, in a scope of their own in which `declare` declares what came before.
    pub fn block_after(&mut self, declared: Mark, depth: u32, tail: Option<Type>) -> Block {
        let mut text = String::new();
        let mut diverges = false;
        for _ in 0..=self.dice.below(3) {
            if self.budget <= 0 {
                break;
            }
            let statement = self.statement(depth);
            text.push_str(&statement.text);
            text.push('\n');
            diverges = statement.diverges;
            if diverges {
                break;
            }
        }
        if !diverges {
            self.tail(declared, depth, tail, &mut text);
        }
        self.scopes.leave(declared);
        Block { text, diverges }
    }

    pub fn block(&mut self, depth: u32, tail: Option<Type>) -> Block {
        let declared = self.scopes.mark();
        self.block_after(declared, depth, tail)
    }

    /// A function's inside: more statements than a block has, as long as there is anything left to spend.
    pub fn whole(&mut self, declared: Mark, output: Type) -> String {
        let mut text = String::new();
        while self.budget > 0 {
            let statement = self.statement(4);
            text.push_str(&statement.text);
            text.push('\n');
            if statement.diverges {
                return text;
            }
        }
        self.tail(
            declared,
            2,
            (output != Type::Unit).then_some(output),
            &mut text,
        );
        text
    }

    /// The end of a block: its value, after which all that logs its drop is used once more.
    fn tail(&mut self, declared: Mark, depth: u32, tail: Option<Type>, text: &mut String) {
        for name in self.scopes.assigned_since(declared) {
            text.push_str(self.used(&name).trim_start());
            text.push('\n');
        }
        let noisy = self.scopes.noisy_since(declared);
        let Some(kind) = tail else {
            text.push_str(&touches(&noisy));
            return;
        };
        if noisy.is_empty() {
            text.push_str(&self.value(kind, depth));
            text.push('\n');
            return;
        }
        let value = self.value(kind, depth);
        let name = self.own_name("last");
        text.push_str(&format!(
            "let {name} = {value};\n{}{name}\n",
            touches(&noisy)
        ));
    }

    /// Makes alternatives, of which one is taken: afterwards a variable is alive if it is after each.
    pub fn alternatives<T>(
        &mut self,
        count: usize,
        mut make: impl FnMut(&mut Self, usize) -> (T, bool),
    ) -> Vec<T> {
        let before = self.scopes.alive();
        let mut after = None::<Vec<bool>>;
        let mut made = Vec::new();
        for index in 0..count {
            self.scopes.set_alive(&before);
            let (alternative, diverges) = make(self, index);
            made.push(alternative);
            if diverges {
                continue;
            }
            let now = self.scopes.alive();
            after = Some(match after {
                None => now,
                Some(so_far) => so_far.iter().zip(&now).map(|(a, b)| *a && *b).collect(),
            });
        }
        self.scopes.set_alive(&after.unwrap_or(before));
        made
    }

    /// Makes what runs any number of times.
    pub fn repeated<T>(&mut self, jump: Option<Jump>, make: impl FnOnce(&mut Self) -> T) -> T {
        self.scopes.depth += 1;
        let jumps = jump.is_some();
        self.jumps.extend(jump);
        let made = make(self);
        if jumps {
            self.jumps.pop();
        }
        self.scopes.depth -= 1;
        made
    }

    /// A jump that can stand here.
    pub fn jump(&mut self, depth: u32) -> Option<String> {
        if self.pure > 0 {
            return None;
        }
        if self.jumps.is_empty() || self.dice.chance(25) {
            return Some(self.return_statement(depth));
        }
        let index = if self.dice.chance(70) {
            self.jumps.len() - 1
        } else {
            self.dice.index(self.jumps.len())
        };
        let jump = &self.jumps[index];
        let (mark, value, is_loop) = (jump.mark, jump.value, jump.is_loop);
        let label = match &jump.label {
            Some(label) => format!(" {label}"),
            // Not out of a labelled block either.
            None if index + 1 == self.jumps.len() && is_loop => String::new(),
            None => return None,
        };
        let noisy = self.scopes.noisy_since(mark);
        if is_loop && self.dice.chance(40) {
            return Some(format!("{}continue{label};", touches(&noisy)));
        }
        let Some(kind) = value else {
            return Some(format!("{}break{label};", touches(&noisy)));
        };
        let value = self.break_value(kind, depth, is_loop, &noisy);
        Some(format!("{}break{label} {value};", touches(&noisy)))
    }

    fn return_statement(&mut self, depth: u32) -> String {
        let noisy = self.scopes.noisy_since(Mark::START);
        let output = self.output;
        if output == Type::Unit {
            return format!("{}return;", touches(&noisy));
        }
        let value = self.last_value(output, depth, &noisy);
        format!("{}return {value};", touches(&noisy))
    }

    /// The value of a `break`.
    pub fn break_value(
        &mut self,
        kind: Type,
        depth: u32,
        is_loop: bool,
        noisy: &[String],
    ) -> String {
        let value = if is_loop && !self.forms.known {
            self.quietly(|body| body.value(kind, depth))
        } else {
            self.last_value(kind, depth, noisy)
        };
        // Else it could be taken for the label of the `break`.
        if value.starts_with('\'') {
            format!("({value})")
        } else {
            value
        }
    }

    /// A value after which no variable is used.
    fn last_value(&mut self, kind: Type, depth: u32, noisy: &[String]) -> String {
        if noisy.is_empty() {
            return self.value(kind, depth);
        }
        self.quietly(|body| body.value(kind, depth))
    }
}

/// Statements that use these.
pub fn touches(noisy: &[String]) -> String {
    noisy
        .iter()
        .map(|name| format!("touch(&{name});\n"))
        .collect()
}
