//! Statements that are neither branches nor loops.

use super::body::Body;
use super::patterns::MATCHED;
use super::types::Type;

pub struct Statement {
    pub text: String,
    /// What follows is never reached.
    pub diverges: bool,
}

impl Statement {
    pub fn new(text: impl Into<String>) -> Self {
        Statement {
            text: text.into(),
            diverges: false,
        }
    }
}

impl Body<'_> {
    pub fn statement(&mut self, depth: u32) -> Statement {
        self.budget -= 1;
        let inner = depth.saturating_sub(1);
        if depth > 0 {
            match self.dice.below(100) {
                0..11 => return self.branch(None, inner),
                11..18 => return self.matching(None, inner),
                18..30 => return self.looping(inner),
                30..32 => {
                    let block = self.block(inner, None);
                    return Statement {
                        text: format!("{{\n{}}}", block.text),
                        diverges: block.diverges,
                    };
                }
                32..44 => return Statement::new(self.unit(inner)),
                44..50 => return Statement::new(self.guarded_jump(inner)),
                _ => {}
            }
        }
        let text = match self.dice.below(20) {
            0..8 => self.declaration(depth),
            8..10 => self.let_else(depth),
            10..14 => self.assignment(depth),
            14..17 => self.effect(depth),
            17..19 if self.may_yield() => format!("{};", self.yielded(Type::Unit, depth).text),
            _ => format!("log({});", self.value(Type::U32, depth)),
        };
        Statement::new(text)
    }

    pub fn declaration(&mut self, depth: u32) -> String {
        let kind = Type::any(self.dice);
        let kind = if self.dice.chance(5) {
            Type::Fallible
        } else {
            kind
        };
        let value = self.value(kind, depth);
        if self.dice.chance(20) {
            let pattern = self.irrefutable(kind);
            self.bind(&pattern);
            return format!("let {} = {value};", pattern.text);
        }
        let mutable = self.dice.chance(50);
        let name = self.name();
        self.scopes.declare(&name, kind, mutable);
        let mutable = if mutable { "mut " } else { "" };
        if self.dice.chance(30) {
            return format!("let {mutable}{name}: {} = {value};", kind.name());
        }
        format!("let {mutable}{name} = {value};")
    }

    fn let_else(&mut self, depth: u32) -> String {
        let kind = *self.dice.pick(&MATCHED);
        let value = self.operand(kind, depth);
        let pattern = self.refutable(kind);
        let exit = self.alternatives(2, |body, index| match index {
            0 => {
                let effect = if body.dice.chance(40) {
                    body.quietly(|body| body.effect(1))
                } else {
                    String::new()
                };
                let jump = body.jump(1).unwrap_or_else(|| "unreachable!();".to_owned());
                (format!("{effect}\n{jump}"), true)
            }
            _ => (String::new(), false),
        });
        self.bind(&pattern);
        format!("let {} = {value} else {{\n{}\n}};", pattern.text, exit[0])
    }

    /// Gives a variable, or a part of one, another value.
    fn assignment(&mut self, depth: u32) -> String {
        let kind = Type::any(self.dice);
        match self.dice.below(10) {
            0..3 => self.compound(depth),
            3 => match self.any_changeable(Type::Item) {
                Some(mark) => {
                    let name = self.name_of(mark);
                    let (kind, field) = *self.dice.pick(&[
                        (Type::U32, "id"),
                        (Type::Text, "name"),
                        (Type::Numbers, "tags"),
                    ]);
                    let value = self.frozen(mark, |body| body.value(kind, depth));
                    format!("{name}.{field} = {value};")
                }
                None => self.effect(depth),
            },
            _ => {
                let value = self.value(kind, depth);
                let empty = self.scopes.to_fill(kind);
                let mark = if empty.is_empty() {
                    self.any_changeable(kind)
                } else {
                    Some(*self.dice.pick(&empty))
                };
                let Some(mark) = mark else {
                    let name = self.name();
                    self.scopes.declare(&name, kind, true);
                    return format!("let mut {name} = {value};");
                };
                self.scopes.get(mark).alive = true;
                self.scopes.get(mark).assigned = true;
                let name = self.name_of(mark);
                format!("{name} = {value};{}", self.used(&name))
            }
        }
    }

    /// A use, since variables that are assigned and never read do not work yet.
    pub fn used(&self, name: &str) -> String {
        if self.forms.known {
            return String::new();
        }
        format!("\nlog(format!(\"{{:?}}\", {name}));")
    }

    fn compound(&mut self, depth: u32) -> String {
        if self.dice.chance(30)
            && let Some(mark) = self.any_changeable(Type::Text)
        {
            let value = self.frozen(mark, |body| body.operand(Type::Text, depth));
            return format!("{} += &{value}[..0];", self.name_of(mark));
        }
        let operator = *self.dice.pick(&["+=", "^=", "|="]);
        let value = self.operand(Type::U32, depth);
        match self.any_changeable(Type::U32) {
            Some(mark) => {
                self.scopes.get(mark).assigned = true;
                let name = self.name_of(mark);
                format!("{name} {operator} {value} % 10;{}", self.used(&name))
            }
            None => match self.any_changeable(Type::Item) {
                Some(mark) => format!("{}.id {operator} {value} % 10;", self.name_of(mark)),
                None => format!("log({value});"),
            },
        }
    }

    /// A statement for its side effect.
    pub fn effect(&mut self, depth: u32) -> String {
        let kind = *self.dice.pick(&[
            Type::Numbers,
            Type::Texts,
            Type::Text,
            Type::Item,
            Type::U32,
        ]);
        let Some(mark) = self.any_changeable(kind) else {
            let name = Type::any(self.dice);
            return format!(
                "log(format!(\"{{:?}}\", {}));",
                self.in_macro(|body| body.value(name, depth))
            );
        };
        let name = self.name_of(mark);
        self.frozen(mark, |body| match kind {
            Type::Numbers if body.dice.chance(30) => {
                // The list is borrowed as a slice before the index is made.
                body.scopes.get(mark).locked = true;
                let index = body.operand(Type::U32, depth);
                body.scopes.get(mark).locked = false;
                let value = body.value(Type::U32, depth);
                format!("if let Some(slot) = {name}.get_mut({index} as usize) {{\n*slot = 5;\n}}\nlog({value});")
            }
            Type::Numbers => format!("{name}.push({});", body.value(Type::U32, depth)),
            Type::Texts => format!("{name}.push({});", body.value(Type::Text, depth)),
            Type::Text => format!("{name}.push('z');"),
            Type::Item => format!("{name}.bump({});", body.value(Type::U32, depth)),
            _ => format!("log({name});"),
        })
    }

    /// A jump in a branch of its own, so that what follows can be reached.
    fn guarded_jump(&mut self, depth: u32) -> String {
        let condition = self.value(Type::Bool, depth);
        let jump = self.alternatives(2, |body, index| match index {
            0 => (body.jump(depth), true),
            _ => (None, false),
        });
        match &jump[0] {
            Some(jump) => format!("if {condition} {{\n{jump}\n}}"),
            None => format!("log({condition});"),
        }
    }
}
