//! Patterns of every type, and what they bind.

use super::body::Body;
use super::types::Type;

/// A pattern with the variables it binds.
#[derive(Default)]
pub struct Pattern {
    pub text: String,
    pub binds: Vec<(String, Type)>,
}

/// Types whose values are worth matching on.
pub const MATCHED: [Type; 9] = [
    Type::U32,
    Type::MaybeNumber,
    Type::MaybeNumber,
    Type::MaybeText,
    Type::Kind,
    Type::Kind,
    Type::Pair,
    Type::Item,
    Type::Fallible,
];

impl Body<'_> {
    /// A pattern with `#` for each variable that it binds.
    fn filled(&mut self, pattern: &str, kinds: &[Type]) -> Pattern {
        let mut text = pattern.to_owned();
        let mut binds: Vec<(String, Type)> = Vec::new();
        for &kind in kinds {
            let mut name = self.name();
            if binds.iter().any(|(other, _)| *other == name) {
                name = self.own_name("v");
            }
            let mutable = if self.dice.chance(10) { "mut " } else { "" };
            text = text.replacen('#', &format!("{mutable}{name}"), 1);
            binds.push((name, kind));
        }
        Pattern { text, binds }
    }

    fn one_of(&mut self, patterns: &[(&str, &[Type])]) -> Pattern {
        let (pattern, kinds) = *self.dice.pick(patterns);
        self.filled(pattern, kinds)
    }

    /// A pattern that a value may not match.
    pub fn refutable(&mut self, kind: Type) -> Pattern {
        use Type::*;
        match kind {
            U32 => self.one_of(&[
                ("0", &[]),
                ("(1 | 3)", &[]),
                ("2..=6", &[]),
                ("# @ 4..=900", &[U32]),
            ]),
            MaybeNumber => self.one_of(&[
                ("Some(#)", &[U32]),
                ("Some(#)", &[U32]),
                ("Some(# @ (1 | 2))", &[U32]),
                ("Some(..5)", &[]),
                ("None", &[]),
            ]),
            MaybeText => self.one_of(&[
                ("Some(#)", &[Text]),
                ("Some(#)", &[Text]),
                ("None", &[]),
                ("Some(_)", &[]),
            ]),
            Kind => self.one_of(&[
                ("Kind::Count(#)", &[U32]),
                ("Kind::Named { name: #, level: 0..=5 }", &[Text]),
                ("Kind::Named { name: #, level: # }", &[Text, I64]),
                ("(Kind::Empty | Kind::Count(0))", &[]),
                ("Kind::Named { level: #, .. }", &[I64]),
            ]),
            Pair => self.one_of(&[
                ("(0, #)", &[Text]),
                ("(# @ 3..=90, _)", &[U32]),
                ("(0 | 2 | 4, #)", &[Text]),
            ]),
            Item => self.one_of(&[
                ("Item { id: 0 | 1, name: #, .. }", &[Text]),
                ("Item { id: # @ 2..=50, tags: #, .. }", &[U32, Numbers]),
            ]),
            Fallible => self.one_of(&[("Ok(#)", &[U32]), ("Err(#)", &[Text]), ("Ok(0..=4)", &[])]),
            _ => self.irrefutable(kind),
        }
    }

    /// A pattern that every value matches.
    pub fn irrefutable(&mut self, kind: Type) -> Pattern {
        use Type::*;
        match kind {
            Pair if self.dice.chance(70) => self.one_of(&[
                ("(#, #)", &[U32, Text]),
                ("(_, #)", &[Text]),
                ("(#, ..)", &[U32]),
            ]),
            Item if self.dice.chance(70) => self.one_of(&[
                ("Item { id: #, name: #, tags: # }", &[U32, Text, Numbers]),
                ("Item { name: #, .. }", &[Text]),
                ("Item { id: #, tags: #, .. }", &[U32, Numbers]),
            ]),
            _ => self.filled("#", &[kind]),
        }
    }

    pub fn bind(&mut self, pattern: &Pattern) {
        for (name, kind) in &pattern.binds {
            let mutable = pattern.text.contains(&format!("mut {name}"));
            self.scopes.declare(name, *kind, mutable);
        }
    }

    /// A condition on what a pattern has bound, in an arm.
    pub fn guard(&mut self) -> String {
        self.purely(|body| body.value(Type::Bool, 2))
    }
}
