//! Types that hold themselves.

use resumable::Shape;
use serde::{Deserialize, Serialize};

use super::{comes_back, plain};

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Tree<T> {
    Leaf(T),
    Fork(Box<Tree<T>>, Box<Tree<T>>),
    Named { name: String, of: Vec<Tree<T>> },
    Nothing,
}

#[derive(Debug, Serialize, Deserialize)]
struct Node {
    value: u32,
    next: Option<Box<Node>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Chain(Option<Box<Chain>>);

#[derive(Debug, Serialize, Deserialize)]
enum Even {
    Zero,
    After(Box<Odd>),
}

#[derive(Debug, Serialize, Deserialize)]
struct Odd {
    before: Even,
}

/// Every variant but the last holds the whole again, twice.
#[derive(Debug, Serialize, Deserialize)]
enum Wide {
    A(Box<Wide>, Box<Wide>),
    B(Box<Wide>, Box<Wide>),
    C(Box<Wide>, Box<Wide>),
    D(Box<Wide>, Box<Wide>),
    E(Box<Wide>, Box<Wide>),
    F(Box<Wide>, Box<Wide>),
    G(Box<Wide>, Box<Wide>),
    H(Box<Wide>, Box<Wide>),
    End(Inner),
}

#[derive(Debug, Serialize, Deserialize)]
enum Inner {
    X,
    Y(u8),
    Z { of: Option<Box<Wide>> },
}

#[test]
fn types_that_hold_themselves() {
    let leaf = |value: u8| Box::new(Tree::Leaf(value));
    let name = String::from("n");
    plain(
        "Tree { Leaf(u8), Fork(Tree, Tree), Named { name: String, of: [Tree] }, Nothing }",
        [
            Tree::Nothing,
            Tree::Fork(
                leaf(1),
                Box::new(Tree::Named {
                    name,
                    of: vec![*leaf(2), Tree::Nothing],
                }),
            ),
        ],
    );
    let last = Box::new(Node {
        value: 1,
        next: None,
    });
    plain(
        "Node { value: u32, next: Option<Node> }",
        [Node {
            value: 2,
            next: Some(last),
        }],
    );
    plain("Option<..>", [Chain(Some(Box::new(Chain(None))))]);
    let odd = || Odd { before: Even::Zero };
    plain(
        "Even { Zero, After(Odd { before: Even }) }",
        [Even::Zero, Even::After(Box::new(odd()))],
    );
    plain("Odd { before: Even { Zero, After(Odd) } }", [odd()]);
    let end = || Box::new(Wide::End(Inner::Y(1)));
    let deep = Inner::Z {
        of: Some(Box::new(Wide::A(end(), end()))),
    };
    assert!(!comes_back(Wide::H(end(), Box::new(Wide::End(deep)))));
    assert!(
        Shape::of::<Wide>()
            .to_string()
            .ends_with("End(Inner { X, Y(u8), Z { of: Option<Wide> } }) }")
    );
}
