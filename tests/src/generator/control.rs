//! Branches, matches and loops, as statements and as expressions.

use super::body::{Block, Body, Jump};
use super::expressions::{Code, loose};
use super::patterns::MATCHED;
use super::statements::Statement;
use super::types::Type;

impl Body<'_> {
    pub fn if_expression(&mut self, kind: Type, depth: u32) -> Code {
        loose(self.branch(Some(kind), depth).text)
    }

    pub fn match_expression(&mut self, kind: Type, depth: u32) -> Code {
        loose(self.matching(Some(kind), depth).text)
    }

    /// An `if` or `if let`, with a value or without.
    pub fn branch(&mut self, kind: Option<Type>, depth: u32) -> Statement {
        let alternatives = if kind.is_some() || self.dice.chance(60) {
            2
        } else {
            1
        };
        let condition = self.condition(depth);
        let chained = alternatives == 2 && self.dice.chance(20);
        let blocks = self.alternatives(2, |body, index| {
            if index == 1 && alternatives == 1 {
                return (None, false);
            }
            if index == 0 {
                return taken(body.block_of(&condition, kind, depth));
            }
            if chained {
                // The rest of the chain: its own alternatives join in its block.
                let mut rest = body.branch(kind, depth.saturating_sub(1));
                rest.text.insert_str(0, "else ");
                let diverges = rest.diverges;
                return (
                    Some(Block {
                        text: rest.text,
                        diverges,
                    }),
                    diverges,
                );
            }
            taken(body.block(depth, kind))
        });
        let mut blocks = blocks.into_iter();
        let first = blocks.next().flatten().expect("the first is taken");
        let mut text = format!("if {} {{\n{}}}", condition.text, first.text);
        let mut diverges = false;
        if let Some(second) = blocks.next().flatten() {
            diverges = first.diverges && second.diverges;
            if chained {
                text.push_str(&format!(" {}", second.text));
            } else {
                let value = if diverges {
                    self.unreached(kind)
                } else {
                    String::new()
                };
                text.push_str(&format!(" else {{\n{}{value}}}", second.text));
            }
        }
        Statement { text, diverges }
    }

    /// The condition of an `if` or `while`, with what it binds.
    pub fn condition(&mut self, depth: u32) -> Condition {
        if self.dice.chance(60) {
            return Condition {
                text: self.value(Type::Bool, depth),
                ..Condition::default()
            };
        }
        let kind = *self.dice.pick(&MATCHED);
        let value = self.operand(kind, depth);
        let pattern = self.refutable(kind);
        let mut text = format!("let {} = {value}", pattern.text);
        let mut condition = Condition {
            binds: pattern,
            ..Condition::default()
        };
        if self.forms.chains && self.dice.chance(40) {
            let mark = self.scopes.mark();
            self.bind_condition(&condition);
            self.scopes.freeze_since(mark);
            let more = self.operand(Type::Bool, depth);
            text.push_str(&format!(" && {more}"));
            self.scopes.leave(mark);
        }
        condition.text = text;
        condition
    }

    fn bind_condition(&mut self, condition: &Condition) {
        self.bind(&condition.binds);
    }

    fn block_of(&mut self, condition: &Condition, kind: Option<Type>, depth: u32) -> Block {
        let declared = self.scopes.mark();
        self.bind_condition(condition);
        self.block_after(declared, depth, kind)
    }

    pub fn matching(&mut self, kind: Option<Type>, depth: u32) -> Statement {
        let matched = *self.dice.pick(&MATCHED);
        let value = self.operand(matched, depth);
        let count = 2 + self.dice.index(3);
        let mut all_diverge = true;
        let arms = self.alternatives(count, |body, index| {
            let declared = body.scopes.mark();
            let last = index + 1 == count;
            let pattern = if last {
                body.irrefutable(matched)
            } else {
                body.refutable(matched)
            };
            body.bind(&pattern);
            let mut head = pattern.text;
            if last && pattern.binds.is_empty() && body.dice.chance(50) {
                head = "_".to_owned();
            } else if !last && body.dice.chance(30) {
                head = format!("{head} if {}", body.guard());
            }
            let block = body.block_after(declared, depth, kind);
            all_diverge &= block.diverges;
            let value = if last && all_diverge {
                body.unreached(kind)
            } else {
                String::new()
            };
            (
                format!("{head} => {{\n{}{value}}}\n", block.text),
                block.diverges,
            )
        });
        Statement {
            text: format!("match {value} {{\n{}}}", arms.concat()),
            diverges: all_diverge,
        }
    }

    fn label(&mut self, percent: u32) -> Option<String> {
        self.dice
            .chance(percent)
            .then(|| format!("'l{}", self.number()))
    }

    /// A `loop` that ends after a few turns, as its counter is above them.
    pub fn loop_expression(&mut self, kind: Type, depth: u32) -> Code {
        let label = self.label(30);
        let counter = self.own_name("k");
        let turns = 1 + self.dice.below(3);
        let mark = self.scopes.mark();
        let jump = Jump {
            label: label.clone(),
            is_loop: true,
            value: Some(kind),
            mark,
        };
        let (last, block) = self.repeated(Some(jump), |body| {
            let last = body.break_value(kind, depth, true, &[]);
            (last, body.block(depth, None))
        });
        let head = label.map_or(String::new(), |label| format!("{label}: "));
        loose(format!(
            "{{\nlet mut {counter} = 0;\n{head}loop {{\n{counter} += 1;\nif {counter} > {turns} {{\nbreak {last};\n}}\n{}}}\n}}",
            block.text
        ))
    }

    /// A block that can be left early with a value.
    pub fn labelled_block(&mut self, kind: Type, depth: u32) -> Code {
        let label = format!("'l{}", self.number());
        let mark = self.scopes.mark();
        let jump = Jump {
            label: Some(label.clone()),
            is_loop: false,
            value: Some(kind),
            mark,
        };
        // As in a loop, nothing from outside may be moved: a `break` may leave before or after the move.
        let block = self.repeated(Some(jump), |body| body.value_block(kind, depth));
        loose(format!("{label}: {{\n{block}}}"))
    }

    /// A block's inside that has the type of its value even if it never gets there.
    pub fn value_block(&mut self, kind: Type, depth: u32) -> String {
        let block = self.block(depth, Some(kind));
        let value = if block.diverges {
            self.unreached(Some(kind))
        } else {
            String::new()
        };
        format!("{}{value}", block.text)
    }

    fn unreached(&mut self, kind: Option<Type>) -> String {
        kind.map_or(String::new(), |kind| {
            format!("{}\n", kind.literal(self.dice))
        })
    }

    /// A loop of any kind that ends after a few turns.
    pub fn looping(&mut self, depth: u32) -> Statement {
        if self.forms.iterators && self.dice.chance(50) {
            return self.borrowing_loop(depth);
        }
        let text = match self.dice.below(6) {
            0..2 => self.for_range(depth),
            2 => self.for_owned(depth),
            3 => self.while_loop(depth),
            4 => self.while_let(depth),
            _ => self.plain_loop(depth),
        };
        Statement {
            text,
            diverges: false,
        }
    }

    /// The inside of a loop, and its label with a colon.
    pub fn turns(&mut self, depth: u32, binds: &[(String, Type)]) -> (String, String) {
        let label = self.label(25);
        let mark = self.scopes.mark();
        let jump = Jump {
            label: label.clone(),
            is_loop: true,
            value: None,
            mark,
        };
        let block = self.repeated(Some(jump), |body| {
            for (name, kind) in binds {
                body.scopes.declare(name, *kind, false);
            }
            body.block_after(mark, depth, None)
        });
        (
            label.map_or(String::new(), |label| format!("{label}: ")),
            block.text,
        )
    }

    fn for_range(&mut self, depth: u32) -> String {
        let start = match self.dice.below(10) {
            0..7 => "0".to_owned(),
            _ => format!("{} % 3", self.operand(Type::U32, depth)),
        };
        let end = match self.dice.below(3) {
            0 => self.dice.below(4).to_string(),
            _ => format!("{} % 4", self.operand(Type::U32, depth)),
        };
        let dots = *self.dice.pick(&["..", "..="]);
        let name = self.name();
        let (label, inside) = self.turns(depth, &[(name.clone(), Type::U32)]);
        format!("{label}for {name} in {start}{dots}{end} {{\n{inside}}}")
    }

    fn for_owned(&mut self, depth: u32) -> String {
        let (kind, element) = *self.dice.pick(&[
            (Type::Numbers, Type::U32),
            (Type::Texts, Type::Text),
            (Type::MaybeText, Type::Text),
            (Type::Item, Type::U32),
            (Type::U32, Type::Pair),
        ]);
        let header = match kind {
            Type::Item => format!("{}.tags", self.operand(kind, depth)),
            Type::U32 => format!(
                "[({}, String::from(\"e\")), (1, String::new())]",
                self.value(kind, depth)
            ),
            _ => self.operand(kind, depth),
        };
        let pattern = self.irrefutable(element);
        let binds = pattern.binds;
        // A list may have grown in loops around this one.
        let counter = self.own_name("k");
        let (label, inside) = self.turns(depth, &binds);
        format!(
            "let mut {counter} = 0;\n{label}for {} in {header} {{\n{counter} += 1;\nif {counter} > 4 {{\nbreak;\n}}\n{inside}}}",
            pattern.text
        )
    }

    fn while_loop(&mut self, depth: u32) -> String {
        let counter = self.own_name("k");
        let end = 1 + self.dice.below(3);
        self.scopes.depth += 1;
        let condition = if self.dice.chance(40) {
            format!("{counter} < {end}")
        } else {
            let more = self.operand(Type::Bool, depth);
            if self.dice.chance(50) {
                format!("{counter} < {end} && {more}")
            } else {
                format!("{more} && {counter} < {end}")
            }
        };
        self.scopes.depth -= 1;
        let (label, inside) = self.turns(depth, &[]);
        format!("let mut {counter} = 0;\n{label}while {condition} {{\n{counter} += 1;\n{inside}}}")
    }

    fn while_let(&mut self, depth: u32) -> String {
        let stack = self.own_name("stack");
        let (kind, element) = *self
            .dice
            .pick(&[(Type::Numbers, Type::U32), (Type::Texts, Type::Text)]);
        let list = self.value(kind, depth);
        let pattern = if self.dice.chance(70) {
            let pattern = self.irrefutable(element);
            (format!("Some({})", pattern.text), pattern.binds)
        } else {
            ("Some(_)".to_owned(), Vec::new())
        };
        let (label, inside) = self.turns(depth, &pattern.1);
        format!(
            "let mut {stack} = {list};\n{stack}.truncate(4);\n{label}while let {} = {stack}.pop() {{\n{inside}}}",
            pattern.0
        )
    }

    fn plain_loop(&mut self, depth: u32) -> String {
        let counter = self.own_name("k");
        let end = 1 + self.dice.below(3);
        let (label, inside) = self.turns(depth, &[]);
        format!(
            "let mut {counter} = 0;\n{label}loop {{\nif {counter} == {end} {{\nbreak;\n}}\n{counter} += 1;\n{inside}}}"
        )
    }
}

/// What has to hold for a block to run.
#[derive(Default)]
pub struct Condition {
    pub text: String,
    pub binds: super::patterns::Pattern,
}

fn taken(block: Block) -> (Option<Block>, bool) {
    let diverges = block.diverges;
    (Some(block), diverges)
}
