//! The types of values, and their literals.

use super::dice::Dice;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    Unit,
    U32,
    I64,
    Bool,
    Text,
    Numbers,
    Texts,
    MaybeNumber,
    MaybeText,
    Pair,
    Item,
    Kind,
    Fallible,
    Noisy,
}

use Type::*;

/// The types of ordinary variables; the first ones more often.
const VALUES: [Type; 15] = [
    U32,
    U32,
    U32,
    U32,
    Text,
    Text,
    Numbers,
    Texts,
    MaybeNumber,
    MaybeText,
    Pair,
    Item,
    Kind,
    I64,
    Bool,
];

impl Type {
    /// The type of an ordinary variable.
    pub fn any(dice: &mut Dice) -> Type {
        *dice.pick(&VALUES)
    }

    pub fn name(self) -> &'static str {
        match self {
            Unit => "()",
            U32 => "u32",
            I64 => "i64",
            Bool => "bool",
            Text => "String",
            Numbers => "Vec<u32>",
            Texts => "Vec<String>",
            MaybeNumber => "Option<u32>",
            MaybeText => "Option<String>",
            Pair => "(u32, String)",
            Item => "Item",
            Kind => "Kind",
            Fallible => "Result<u32, String>",
            Noisy => "Noisy",
        }
    }

    pub fn is_copy(self) -> bool {
        matches!(self, Unit | U32 | I64 | Bool | MaybeNumber)
    }

    /// An expression of this type without variables.
    pub fn literal(self, dice: &mut Dice) -> String {
        let n = dice.below(10);
        let word = *dice.pick(&["", "a", "bc", "def", "x y"]);
        match self {
            Unit => "()".to_owned(),
            U32 => n.to_string(),
            I64 => format!("{n}_i64"),
            Bool => (n < 5).to_string(),
            Text => match n {
                0 => "String::new()".to_owned(),
                1..=4 => format!("String::from({word:?})"),
                _ => format!("{word:?}.to_owned()"),
            },
            Numbers => match n {
                0 => "Vec::<u32>::new()".to_owned(),
                1..=3 => format!("vec![{n}, 7, 4]"),
                _ => format!("vec![{n}]"),
            },
            Texts => match n {
                0 => "Vec::<String>::new()".to_owned(),
                1..=4 => format!("vec![{word:?}.to_owned(), {n}.to_string()]"),
                _ => format!("vec![String::from({word:?})]"),
            },
            MaybeNumber if n < 3 => "None::<u32>".to_owned(),
            MaybeNumber => format!("Some({n}_u32)"),
            MaybeText if n < 3 => "None::<String>".to_owned(),
            MaybeText => format!("Some({word:?}.to_owned())"),
            Pair => format!("({n}_u32, {word:?}.to_owned())"),
            Item => format!("Item::new({n})"),
            Kind => match n {
                0..3 => "Kind::Empty".to_owned(),
                3..6 => format!("Kind::Count({n})"),
                _ => format!("(Kind::Named {{ name: {word:?}.to_owned(), level: {n} }})"),
            },
            Fallible if n < 2 => format!("Err::<u32, String>({word:?}.to_owned())"),
            Fallible => format!("Ok::<u32, String>({n})"),
            Noisy => format!("noisy(\"n{n}\")"),
        }
    }
}
