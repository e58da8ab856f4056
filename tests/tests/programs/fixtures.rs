//! Values that programs on borrows, patterns and iterators are run on.

use serde::{Deserialize, Serialize};

/// The words of a text.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// A record with a list and a record inside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Row {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) tags: Vec<String>,
    pub(crate) parent: Option<Box<Row>>,
}

pub(crate) fn row(id: u32, name: &str, tags: &str, parent: Option<Row>) -> Row {
    Row {
        id,
        name: name.to_owned(),
        tags: words(tags),
        parent: parent.map(Box::new),
    }
}

/// A tree of several kinds of nodes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Expr {
    Num(i64),
    Neg(Box<Expr>),
    Bin {
        op: char,
        left: Box<Expr>,
        right: Box<Expr>,
    },
    List(Vec<Expr>),
}

pub(crate) fn num(n: i64) -> Expr {
    Expr::Num(n)
}
