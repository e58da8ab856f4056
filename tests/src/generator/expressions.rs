//! Expressions of every type: what an expression of any type can be.

use super::body::Body;
use super::scope::Mark;
use super::types::Type;

/// An expression's text.
pub struct Code {
    pub text: String,
    /// It needs no parentheses as an operand.
    pub atomic: bool,
}

pub fn atom(text: impl Into<String>) -> Code {
    Code {
        text: text.into(),
        atomic: true,
    }
}

pub fn loose(text: impl Into<String>) -> Code {
    Code {
        text: text.into(),
        atomic: false,
    }
}

impl Code {
    pub fn operand(self) -> String {
        if self.atomic {
            self.text
        } else {
            format!("({})", self.text)
        }
    }
}

impl Body<'_> {
    /// An expression that is no operand.
    pub fn value(&mut self, kind: Type, depth: u32) -> String {
        self.expression(kind, depth).text
    }

    pub fn operand(&mut self, kind: Type, depth: u32) -> String {
        self.expression(kind, depth).operand()
    }

    pub fn expression(&mut self, kind: Type, depth: u32) -> Code {
        self.budget -= 1;
        if depth == 0 || self.budget <= 0 {
            return self.leaf(kind);
        }
        let depth = depth - 1;
        let roll = self.dice.below(100);
        if self.may_yield() {
            match roll {
                0..16 => return self.yielded(kind, depth),
                16..24 => return self.awaited(kind, depth),
                _ => {}
            }
        }
        if self.pure == 0 {
            match roll {
                24..29 => return self.if_expression(kind, depth),
                29..33 => return self.match_expression(kind, depth),
                33..36 => {
                    return loose(format!("{{\n{}}}", self.value_block(kind, depth)));
                }
                36..38 => return self.loop_expression(kind, depth),
                38..40 => return self.labelled_block(kind, depth),
                _ => {}
            }
        }
        match roll {
            40..43 => atom(format!("logged(\"l{roll}\", {})", self.value(kind, depth))),
            43..45 => self.tuple_index(kind, depth),
            45..47 if kind.is_copy() => {
                let (a, b) = (self.value(kind, depth), self.value(kind, depth));
                let index = self.dice.below(2);
                atom(format!("[{a}, {b}][{index}]"))
            }
            45..62 => self.leaf(kind),
            _ => self.specific(kind, depth),
        }
    }

    fn tuple_index(&mut self, kind: Type, depth: u32) -> Code {
        let other = Type::any(self.dice);
        if self.dice.chance(50) {
            let (a, b) = (self.value(kind, depth), self.value(other, depth));
            atom(format!("({a}, {b}).0"))
        } else {
            let (a, b) = (self.value(other, depth), self.value(kind, depth));
            atom(format!("({a}, {b}).1"))
        }
    }

    /// A variable, a part of one, or a literal.
    pub fn leaf(&mut self, kind: Type) -> Code {
        if self.dice.chance(85)
            && let Some(code) = self.variable(kind)
        {
            return code;
        }
        if kind == Type::Bool
            && let Some(mark) = self.any_readable(Type::U32)
        {
            let (name, end) = (self.name_of(mark), self.dice.below(6));
            return loose(format!("{name} % 6 < {end}"));
        }
        let text = kind.literal(self.dice);
        atom(text)
    }

    /// Reads a variable of this type, or a field of one.
    pub fn variable(&mut self, kind: Type) -> Option<Code> {
        let whole = self.scopes.readable(|variable| variable.kind == kind);
        if !whole.is_empty() && self.dice.chance(80) {
            let mark = *self.dice.pick(&whole);
            return Some(atom(self.read(mark)));
        }
        let field = match kind {
            Type::U32 => *self.dice.pick(&[(Type::Pair, ".0"), (Type::Item, ".id")]),
            Type::Text => *self
                .dice
                .pick(&[(Type::Pair, ".1.clone()"), (Type::Item, ".name.clone()")]),
            Type::Numbers => (Type::Item, ".tags.clone()"),
            _ => return None,
        };
        let mark = self.any_readable(field.0)?;
        let name = self.scopes.get(mark).name.clone();
        Some(atom(format!("{name}{}", field.1)))
    }

    pub fn any_readable(&mut self, kind: Type) -> Option<Mark> {
        let readable = self.scopes.readable(|variable| variable.kind == kind);
        (!readable.is_empty()).then(|| *self.dice.pick(&readable))
    }

    /// A variable that can be changed in place.
    pub fn any_changeable(&mut self, kind: Type) -> Option<Mark> {
        if self.pure > 0 {
            return None;
        }
        let wanted = |variable: &super::scope::Variable| {
            variable.kind == kind && variable.mutable && variable.frozen == 0
        };
        let changeable = self.scopes.readable(wanted);
        (!changeable.is_empty()).then(|| *self.dice.pick(&changeable))
    }

    pub fn name_of(&mut self, mark: Mark) -> String {
        self.scopes.get(mark).name.clone()
    }

    fn read(&mut self, mark: Mark) -> String {
        let depth = self.scopes.depth;
        let pure = self.pure > 0;
        let moved = self.dice.chance(35);
        let variable = self.scopes.get(mark);
        if variable.kind.is_copy() {
            return variable.name.clone();
        }
        if moved && !pure && variable.frozen == 0 && variable.depth == depth {
            variable.alive = false;
            return variable.name.clone();
        }
        format!("{}.clone()", variable.name)
    }

    /// A yield, and what becomes of its value.
    pub fn yielded(&mut self, kind: Type, depth: u32) -> Code {
        if !self.may_yield() {
            return self.leaf(kind);
        }
        let channel = self.channel;
        let mut value = match channel.yields {
            Type::Unit => String::new(),
            yields => self.value(yields, depth),
        };
        if value.starts_with('\'') {
            // Else the label of a block would be the yield's.
            value = format!("({value})");
        }
        if self.dice.chance(8) {
            let number = self.number();
            value = format!(
                "'p{number}: {}",
                if value.is_empty() { "()" } else { &value }
            );
        }
        self.converted(channel.resumes, kind, format!("yield_!({value})"))
    }

    /// A delegation, and what becomes of its value.
    pub fn awaited(&mut self, kind: Type, depth: u32) -> Code {
        let callee = self.dice.pick(&self.callees).clone();
        let arguments: Vec<_> = callee
            .parameters
            .iter()
            .map(|&kind| self.value(kind, depth))
            .collect();
        let call = format!("{}({}).await", callee.name, arguments.join(", "));
        self.converted(callee.output, kind, call)
    }

    /// An expression of type `to` from an atomic one of type `from`.
    fn converted(&mut self, from: Type, to: Type, text: String) -> Code {
        if from == to {
            return atom(text);
        }
        let question = self.pure == 0 && self.dice.chance(60);
        let number = match from {
            Type::U32 => text,
            Type::Text => format!("length({text}.len())"),
            Type::Bool => format!("u32::from({text})"),
            Type::MaybeNumber
                if question && matches!(self.output, Type::MaybeNumber | Type::MaybeText) =>
            {
                format!("{text}?")
            }
            Type::Fallible if question && self.output == Type::Fallible => format!("{text}?"),
            Type::MaybeNumber | Type::Fallible => format!("{text}.unwrap_or(3)"),
            Type::Pair => format!("{text}.0"),
            _ => return loose(format!("{{ {text}; {} }}", self.leaf(to).text)),
        };
        match to {
            Type::U32 => atom(number),
            Type::I64 => atom(format!("i64::from({number})")),
            Type::Bool => loose(format!("{number} % 2 == 0")),
            Type::Text => atom(format!("{number}.to_string()")),
            Type::Numbers => atom(format!("Vec::from([{number}, 2])")),
            Type::Texts => atom(format!("Vec::from([{number}.to_string()])")),
            Type::MaybeNumber => atom(format!("Some({number})")),
            Type::MaybeText => atom(format!("Some({number}.to_string())")),
            Type::Pair => atom(format!("({number}, {})", self.leaf(Type::Text).text)),
            Type::Item => atom(format!("Item::new({number})")),
            Type::Kind => atom(format!("Kind::Count({number})")),
            Type::Fallible => atom(format!("Ok::<u32, String>({number})")),
            // It stands as a statement only.
            Type::Unit => atom(number),
            Type::Noisy => atom(format!("noisy({number}.to_string())")),
        }
    }
}
