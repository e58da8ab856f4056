//! The body as the rest of the pipeline sees it: what suspends is a node, everything else is verbatim.
//!
//! AFTER THIS POINT: no `yield_!` or `.await` stands inside an expression,
//! no `while` or `for` suspends, and every name is resolved.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use proc_macro2::{Span, TokenStream};
use syn::{Attribute, Expr, Ident, Item, Label, Lifetime, Pat, Token, Type};

use crate::edits::Edits;
use crate::flow::{Flow, LocalId, LocalSet, TargetId};
use crate::scope::SiteId;

/// A whole function body.
pub(crate) struct Body {
    pub(crate) block: Block,
    pub(crate) locals: Vec<Local>,
    pub(crate) recipes: Vec<Recipe>,
    /// What each variable that is made again is made from.
    pub(crate) sources: HashMap<LocalId, LocalSet>,
    /// The variables that are lent as a whole, or assigned among others.
    pub(crate) replaced: LocalSet,
    /// The `#[transient]` variables.
    pub(crate) transients: LocalSet,
    /// The variables that are borrows for certain.
    pub(crate) borrows: HashMap<LocalId, Borrows>,
    /// What stands for the types of owned sources of iterators.
    pub(crate) bases: Vec<Ident>,
    /// The types of the variables that stay in places of their own.
    pub(crate) places: Vec<PlaceType>,
    /// The variables that suspending loops go on with, if they are iterators.
    pub(crate) iterated: LocalSet,
    /// The texts, as slices, that each variable is one of, as far as that is known.
    pub(crate) texts: HashMap<LocalId, Option<Texts>>,
    /// The suspension points in source order; point `k` is the one at index `k - 1`.
    pub(crate) points: Vec<Point>,
    /// The loops whose jumps all name them.
    pub(crate) named: BTreeSet<TargetId>,
    /// The loops that jumps may leave through a labelled block of the lowering's: these jumps must name them.
    pub(crate) crossed: BTreeSet<TargetId>,
    pub(crate) flow: Flow,
}

/// A variable.
#[allow(clippy::struct_excessive_bools, reason = "four independent facts")]
pub(crate) struct Local {
    pub(crate) name: Ident,
    /// Where it is declared in the user's code, or what it stands for there.
    pub(crate) span: Span,
    /// What users see it called: in `Debug`, JSON and errors.
    pub(crate) shown: String,
    pub(crate) mutable: bool,
    /// The user's own `mut`.
    pub(crate) mut_token: Option<Token![mut]>,
    /// Whether generated code reaches it under a hygienic name, since another of its name hides it at a yield.
    pub(crate) renamed: bool,
    /// Whether it is a number, a `bool` or a `char` by its form: never moved, always savable.
    pub(crate) primitive: bool,
    /// Whether no name in the body reaches it.
    pub(crate) hidden: bool,
    /// Which of the user's bindings it is, counted as they are come to.
    pub(crate) ordinal: Option<usize>,
    pub(crate) kept: Kept,
    /// What it gets from snapshots of other builds.
    pub(crate) edits: Edits,
    /// The methods that it is made by, if it is an iterator by its form.
    pub(crate) made_by: String,
    /// Where it is declared, if it could stay in a place of its own.
    pub(crate) may_stay: Option<SiteId>,
    /// What it stands for, if the user has no name for it: an expression, or the pattern of a loop.
    pub(crate) stands_for: String,
}

/// How a variable that is needed after a suspension gets its value back.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kept {
    /// It is saved.
    Saved,
    /// It borrows from what is saved: what it was made by is evaluated again.
    Again(RecipeId),
    /// Its type tells whether it is saved or evaluated again.
    Either(RecipeId),
    /// It is one of the texts that the program gives it.
    Text,
    /// It is an iterator: its position is saved, and it is made again and moved there.
    Place(RecipeId),
    /// It is saved, and stays in a place of its own, which is asked for it again.
    InPlace(RecipeId, PlaceId),
}

impl Kept {
    pub(crate) fn recipe(self) -> Option<RecipeId> {
        match self {
            Kept::Saved | Kept::Text => None,
            Kept::Again(recipe)
            | Kept::Either(recipe)
            | Kept::Place(recipe)
            | Kept::InPlace(recipe, _) => Some(recipe),
        }
    }
}

/// An index into [`Body::recipes`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct RecipeId(pub(crate) usize);

/// An index into [`Body::places`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct PlaceId(pub(crate) usize);

/// The type of a variable that stays in a place of its own.
#[derive(Clone)]
pub(crate) enum PlaceType {
    Array { item: Type, count: Expr },
    Other(Type),
}

/// By what a variable is known to borrow.
#[derive(Clone, Copy)]
pub(crate) enum Borrows {
    /// What it is made by.
    Value,
    /// The type that is written for it.
    Type,
}

/// What a variable is given.
#[derive(Clone, Default)]
pub(crate) struct Texts {
    /// How often.
    pub(crate) given: usize,
    /// Slices of texts, of which it is always one.
    pub(crate) slices: Vec<TokenStream>,
    /// Whether one of them is spelled out: constants may be anything.
    pub(crate) spelled: bool,
    /// Variables whose texts it may be given.
    pub(crate) of: LocalSet,
}

/// What an iterator gives.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Items {
    Owned,
    /// Borrows, which can be taken again.
    Borrowed,
    /// Borrows of which taking one again could be noticed.
    BorrowedOnce,
}

/// What a pattern's variables are made by, to be evaluated again on the way in.
pub(crate) struct Recipe {
    pub(crate) site: SiteId,
    /// Whether its value has a type of its own wherever it is evaluated, as a closure has.
    pub(crate) anew: bool,
    pub(crate) pat: Pat,
    pub(crate) init: Expr,
    /// Whether it is made again since its `let` says so.
    pub(crate) transient: bool,
    /// The iterator that gives the value, as its last item.
    pub(crate) item_of: Option<LocalId>,
    /// What has to be one of std's types if the value is a borrow.
    pub(crate) lenders: Vec<Expr>,
    /// Whether the value is a mutable borrow, by its form.
    pub(crate) borrows_mutably: bool,
    pub(crate) items: Items,
    /// Variables that the evaluation mentions and that nothing keeps from being changed while its value lives.
    pub(crate) watched: BTreeSet<Watched>,
}

/// A variable, or a field of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Watched {
    pub(crate) local: LocalId,
    pub(crate) fields: Vec<String>,
}

/// A suspension point.
pub(crate) struct Point {
    pub(crate) kind: PointKind,
    pub(crate) label: Option<Lifetime>,
    /// The yield's own tokens, by which an unlabelled point is known.
    pub(crate) text: String,
    pub(crate) span: Span,
    /// The locals whose names reach them here.
    pub(crate) visible: Vec<LocalId>,
}

pub(crate) enum PointKind {
    Yield,
    /// The callee is saved in this local.
    Await(LocalId),
}

/// Statements in a scope of their own.
pub(crate) struct Block {
    /// What a pattern in front of the block binds: an arm's or an `if let`'s.
    pub(crate) params: Vec<LocalId>,
    pub(crate) items: Vec<Item>,
    pub(crate) stmts: Vec<Stmt>,
    /// The value; it does not suspend.
    pub(crate) tail: Option<Expr>,
    pub(crate) tail_flow: Flow,
    /// Points inside, as a range of their numbers.
    pub(crate) points: Range<usize>,
}

pub(crate) struct Stmt {
    pub(crate) kind: StmtKind,
    /// What it declares in the block.
    pub(crate) declares: Vec<LocalId>,
    pub(crate) flow: Flow,
    /// Every identifier in it, those in format strings too.
    pub(crate) names: BTreeSet<String>,
}

#[allow(
    clippy::large_enum_variant,
    reason = "one for each statement of a body, moved once"
)]
pub(crate) enum StmtKind {
    Let(Let),
    /// An expression or a macro call with its semicolon.
    Plain(TokenStream),
    Suspend(Suspend),
}

/// A `let` that does not suspend.
pub(crate) struct Let {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) pat: Pat,
    pub(crate) ty: Option<Type>,
    pub(crate) init: Option<TokenStream>,
    pub(crate) diverge: Option<Expr>,
}

/// A statement that may suspend.
pub(crate) struct Suspend {
    pub(crate) result: Option<Binding>,
    /// Whether it stands behind `let _ =`.
    pub(crate) discarded: bool,
    pub(crate) node: Node,
    pub(crate) points: Range<usize>,
}

/// The local that takes a suspending statement's value.
pub(crate) struct Binding {
    pub(crate) local: LocalId,
    pub(crate) ty: Option<Type>,
}

#[allow(
    clippy::large_enum_variant,
    reason = "one for each suspending statement of a body, moved once"
)]
pub(crate) enum Node {
    Yield {
        point: usize,
        operand: Option<Expr>,
    },
    Await {
        point: usize,
        operand: Expr,
        /// The cancel scope that catches it if the callee ends as cancelled.
        caught: Option<Lifetime>,
    },
    Block {
        label: Option<Label>,
        block: Block,
    },
    If {
        cond: Expr,
        then: Block,
        otherwise: Option<Block>,
    },
    Match {
        scrutinee: Expr,
        arms: Vec<Arm>,
    },
    Loop(Loop),
}

pub(crate) struct Arm {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) pat: Pat,
    pub(crate) body: Block,
}

pub(crate) struct Loop {
    pub(crate) target: TargetId,
    pub(crate) label: Option<Label>,
    /// The iterator of a `for`: where it is kept and how it is made.
    pub(crate) items: Option<(LocalId, TokenStream)>,
    /// What a `for` goes over, where that is owned.
    pub(crate) source: Option<Expr>,
    pub(crate) body: Block,
}

impl Node {
    /// The blocks inside, in source order.
    pub(crate) fn blocks(&self) -> Vec<&Block> {
        match self {
            Node::Yield { .. } | Node::Await { .. } => Vec::new(),
            Node::Block { block, .. } => vec![block],
            Node::If {
                then, otherwise, ..
            } => std::iter::once(then).chain(otherwise).collect(),
            Node::Match { arms, .. } => arms.iter().map(|arm| &arm.body).collect(),
            Node::Loop(looped) => vec![&looped.body],
        }
    }
}
