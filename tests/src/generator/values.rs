//! Expressions that only one type has: operators, calls and literals with operands.

use super::body::Body;
use super::expressions::{Code, atom, loose};
use super::types::Type;

impl Body<'_> {
    pub fn specific(&mut self, kind: Type, depth: u32) -> Code {
        match kind {
            Type::U32 => self.number_value(depth),
            Type::I64 if self.dice.chance(50) => {
                atom(format!("i64::from({})", self.value(Type::U32, depth)))
            }
            Type::I64 => {
                let a = self.operand(Type::I64, depth);
                let b = self.operand(Type::I64, depth);
                loose(format!("{a} % 500 - {b} % 700"))
            }
            Type::Bool => self.truth(depth),
            Type::Text => self.text(depth),
            Type::Numbers => self.numbers(depth),
            Type::Texts => self.texts(depth),
            Type::MaybeNumber => self.maybe_number(depth),
            Type::MaybeText => self.maybe_text(depth),
            Type::Pair => {
                let (a, b) = (self.value(Type::U32, depth), self.value(Type::Text, depth));
                atom(format!("({a}, {b})"))
            }
            Type::Item => self.item(depth),
            Type::Kind if self.dice.chance(40) => {
                let (a, b) = (self.value(Type::Text, depth), self.value(Type::I64, depth));
                loose(format!("Kind::Named {{ name: {a}, level: {b} }}"))
            }
            Type::Kind => atom(format!("Kind::Count({})", self.value(Type::U32, depth))),
            Type::Fallible => {
                let value = self.value(Type::U32, depth);
                atom(match self.dice.below(3) {
                    0 if self.output == Type::Fallible && self.pure == 0 => {
                        format!("Ok::<u32, String>(checked({value})?)")
                    }
                    1 => format!("Ok::<u32, String>({value})"),
                    _ => format!("checked({value})"),
                })
            }
            Type::Unit | Type::Noisy => self.leaf(kind),
        }
    }

    fn number_value(&mut self, depth: u32) -> Code {
        match self.dice.below(22) {
            0..5 => {
                let operator = *self.dice.pick(&["% 1000 +", "^", "&", "|", "% 7 *"]);
                let a = self.operand(Type::U32, depth);
                let b = self.operand(Type::U32, depth);
                let end = if operator.starts_with('%') {
                    " % 100"
                } else {
                    ""
                };
                loose(format!("{a} {operator} {b}{end}"))
            }
            5 => loose(format!("{} / 3", self.operand(Type::U32, depth))),
            6..8 => {
                let (a, b) = (self.value(Type::U32, depth), self.value(Type::U32, depth));
                atom(format!("pair({a}, {b})"))
            }
            8 => {
                let (a, b) = (self.value(Type::U32, depth), self.value(Type::U32, depth));
                atom(format!("half({a}).unwrap_or({b})"))
            }
            9 => {
                let (a, b) = (self.value(Type::U32, depth), self.value(Type::U32, depth));
                atom(format!("u32::max({a}, {b})"))
            }
            10 => {
                let a = self.operand(Type::I64, depth);
                loose(format!("{a} as u32 % 50"))
            }
            11 => atom(format!("u32::from({})", self.value(Type::Bool, depth))),
            12 => {
                // The closure borrows until it is called, so that its argument must not change anything.
                let k = self.purely(|body| body.operand(Type::U32, 1));
                let a = self.purely(|body| body.value(Type::U32, depth));
                atom(format!("(|n: u32| n % 7 + {k} % 5)({a})"))
            }
            13..15 if self.pure == 0 => self.question(depth),
            15 => match self.any_changeable(Type::Item) {
                Some(mark) => {
                    let by = self.frozen(mark, |body| body.value(Type::U32, depth));
                    atom(format!("{}.bump({by})", self.name_of(mark)))
                }
                None => self.leaf(Type::U32),
            },
            16 => match self.any_changeable(Type::Numbers) {
                Some(mark) => {
                    let other = self.value(Type::U32, depth);
                    atom(format!("{}.pop().unwrap_or({other})", self.name_of(mark)))
                }
                None => self.leaf(Type::U32),
            },
            17 => {
                let text = self.operand(Type::Text, depth);
                atom(format!("length({text}.len())"))
            }
            _ => self.element(depth),
        }
    }

    /// An element of a list, or a measure of one.
    fn element(&mut self, depth: u32) -> Code {
        let Some(mark) = self.any_readable(Type::Numbers) else {
            let item = self.operand(Type::Item, depth);
            return atom(format!("{item}.size()"));
        };
        let name = self.name_of(mark);
        match self.dice.below(12) {
            0 => {
                let index = self.frozen(mark, |body| body.operand(Type::U32, depth));
                atom(format!("{name}[{index} as usize % 6]"))
            }
            1..5 => {
                let index = self.frozen(mark, |body| body.operand(Type::U32, depth));
                let other = self.value(Type::U32, depth);
                atom(format!(
                    "{name}.get({index} as usize).copied().unwrap_or({other})"
                ))
            }
            5..7 => atom(format!("{name}.iter().map(|n| n % 100).sum::<u32>()")),
            7 => atom(format!(
                "{name}.iter().copied().max().unwrap_or({})",
                self.value(Type::U32, depth)
            )),
            _ => atom(format!("length({name}.len())")),
        }
    }

    /// A `?`, where the function can return early, or something that may panic.
    fn question(&mut self, depth: u32) -> Code {
        let code = self.expression(Type::U32, depth);
        let value = &code.text;
        match self.output {
            Type::MaybeNumber | Type::MaybeText => atom(format!("half({value})?")),
            Type::Fallible => atom(format!("checked({value})?")),
            _ if self.dice.chance(25) => atom(format!("half({value}).expect(\"even\")")),
            _ => loose(format!("{} % 9", code.operand())),
        }
    }

    fn truth(&mut self, depth: u32) -> Code {
        match self.dice.below(12) {
            0..4 => {
                let operator = *self.dice.pick(&["<", "==", "!=", ">="]);
                let (a, b) = (
                    self.operand(Type::U32, depth),
                    self.operand(Type::U32, depth),
                );
                loose(format!("{a} {operator} {b}"))
            }
            4..8 => {
                let operator = *self.dice.pick(&["&&", "||"]);
                let a = self.operand(Type::Bool, depth);
                let b = self.alternatives(2, |body, index| match index {
                    0 => (body.operand(Type::Bool, depth), false),
                    _ => (String::new(), false),
                });
                loose(format!("{a} {operator} {}", b[0]))
            }
            8 => loose(format!("!{}", self.operand(Type::Bool, depth))),
            9 => {
                let kind = *self.dice.pick(&[Type::MaybeNumber, Type::MaybeText]);
                atom(format!("{}.is_some()", self.operand(kind, depth)))
            }
            10 => {
                let (a, b) = (
                    self.value(Type::Text, depth),
                    self.operand(Type::Text, depth),
                );
                loose(format!("String::from({a}) == {b}"))
            }
            _ => {
                let value = self.in_macro(|body| body.value(Type::MaybeNumber, depth));
                atom(format!("matches!({value}, Some(n) if n > 3)"))
            }
        }
    }

    /// Makes a macro's argument.
    pub fn in_macro<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        self.macros += 1;
        let made = if self.forms.macros {
            make(self)
        } else {
            self.purely(make)
        };
        self.macros -= 1;
        made
    }

    fn text(&mut self, depth: u32) -> Code {
        match self.dice.below(12) {
            0..3 => {
                let (a, b) = self
                    .in_macro(|body| (body.value(Type::U32, depth), body.value(Type::Text, depth)));
                match self.any_readable(Type::Text) {
                    Some(mark) if self.macros == 0 || self.forms.known => {
                        let name = self.name_of(mark);
                        atom(format!("format!(\"{{}}{{:.4}}{{{name}:.5}}\", {a}, {b})"))
                    }
                    _ => atom(format!("format!(\"{{}}{{:.4}}\", {a}, {b})")),
                }
            }
            3..5 => {
                let (a, b) = (self.value(Type::Text, depth), self.value(Type::Text, depth));
                atom(format!("join({a}, {b})"))
            }
            5 => atom(format!("{}.to_string()", self.operand(Type::U32, depth))),
            6 => atom(format!("{}.describe()", self.operand(Type::Item, depth))),
            7 => loose(format!("{} + \"+\"", self.operand(Type::Text, depth))),
            8 => atom(format!(
                "{}.unwrap_or_default()",
                self.operand(Type::MaybeText, depth)
            )),
            9 => atom(format!(
                "{}.to_uppercase()",
                self.operand(Type::Text, depth)
            )),
            _ => match self.any_readable(Type::Texts) {
                Some(mark) => {
                    let index = self.frozen(mark, |body| body.operand(Type::U32, depth));
                    let name = self.name_of(mark);
                    atom(format!(
                        "{name}.get({index} as usize).cloned().unwrap_or_default()"
                    ))
                }
                None => self.leaf(Type::Text),
            },
        }
    }

    fn numbers(&mut self, depth: u32) -> Code {
        match self.dice.below(5) {
            0 => {
                let (a, b) = (self.value(Type::U32, depth), self.value(Type::U32, depth));
                atom(format!("Vec::from([{a}, {b}])"))
            }
            1 => {
                let (a, b) = self
                    .in_macro(|body| (body.value(Type::U32, depth), body.value(Type::U32, depth)));
                atom(format!("vec![{a}, {b}]"))
            }
            2 => atom(format!(
                "(0..{} % 4).collect::<Vec<u32>>()",
                self.operand(Type::U32, depth)
            )),
            3 => match self.any_readable(Type::Numbers) {
                Some(mark) => {
                    let name = self.name_of(mark);
                    let k = self.purely(|body| body.operand(Type::U32, 1));
                    atom(format!(
                        "{name}.iter().map(|n| n % 10 + {k} % 3).collect::<Vec<u32>>()"
                    ))
                }
                None => self.leaf(Type::Numbers),
            },
            _ => {
                let item = self.operand(Type::Item, depth);
                atom(format!("{item}.tags"))
            }
        }
    }

    fn texts(&mut self, depth: u32) -> Code {
        if self.dice.chance(50) {
            let (a, b) = (self.value(Type::Text, depth), self.value(Type::Text, depth));
            return atom(format!("Vec::from([{a}, {b}])"));
        }
        let text = self.operand(Type::Text, depth);
        atom(format!(
            "{text}.split(' ').map(str::to_owned).collect::<Vec<String>>()"
        ))
    }

    fn maybe_number(&mut self, depth: u32) -> Code {
        match self.dice.below(8) {
            0..2 => atom(format!("Some({})", self.value(Type::U32, depth))),
            2..4 => atom(format!("half({})", self.value(Type::U32, depth))),
            4 => {
                let (a, b) = (self.value(Type::U32, depth), self.value(Type::U32, depth));
                atom(format!("u32::checked_sub({a}, {b})"))
            }
            5 => atom(format!("checked({}).ok()", self.value(Type::U32, depth))),
            6 => match self.any_changeable(Type::Numbers) {
                Some(mark) => atom(format!("{}.pop()", self.name_of(mark))),
                None => self.leaf(Type::MaybeNumber),
            },
            _ => match self.any_changeable(Type::MaybeNumber) {
                Some(mark) => atom(format!("{}.take()", self.name_of(mark))),
                None => atom(format!(
                    "{}.map(|n| n % 10)",
                    self.operand(Type::MaybeNumber, depth)
                )),
            },
        }
    }

    fn maybe_text(&mut self, depth: u32) -> Code {
        match self.dice.below(5) {
            0 => atom(format!("Some({})", self.value(Type::Text, depth))),
            1 => match self.any_changeable(Type::Texts) {
                Some(mark) => atom(format!("{}.pop()", self.name_of(mark))),
                None => self.leaf(Type::MaybeText),
            },
            2 => match self.any_changeable(Type::MaybeText) {
                Some(mark) => {
                    let value = self.frozen(mark, |body| body.value(Type::Text, depth));
                    atom(format!("{}.replace({value})", self.name_of(mark)))
                }
                None => self.leaf(Type::MaybeText),
            },
            3 => match self.any_readable(Type::Texts) {
                Some(mark) => atom(format!("{}.first().cloned()", self.name_of(mark))),
                None => self.leaf(Type::MaybeText),
            },
            _ => atom(format!(
                "{}.filter(|text| text.len() > 1)",
                self.operand(Type::MaybeText, depth)
            )),
        }
    }

    fn item(&mut self, depth: u32) -> Code {
        match self.dice.below(4) {
            0 => atom(format!("Item::new({})", self.value(Type::U32, depth))),
            1 => {
                let id = self.value(Type::U32, depth);
                let rest = self.value(Type::Item, depth);
                loose(format!("Item {{ id: {id}, ..{rest} }}"))
            }
            2 => {
                let tags = self.value(Type::Numbers, depth);
                let id = self.value(Type::U32, depth);
                let name = self.value(Type::Text, depth);
                loose(format!("Item {{ tags: {tags}, id: {id}, name: {name} }}"))
            }
            _ => {
                let id = self.value(Type::U32, depth);
                let name = self.value(Type::Text, depth);
                loose(format!(
                    "Item {{ id: {id}, name: {name}, tags: Vec::new() }}"
                ))
            }
        }
    }
}
