//! Code as text, however it is laid out.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit_mut::{self, VisitMut};
use syn::{Block, Expr, Stmt};

/// The same with nothing in its blocks and matches, and without attributes.
pub(crate) fn without_blocks<Node: Clone + Emptied>(node: &Node) -> Node {
    let mut node = node.clone();
    node.empty();
    node
}

pub(crate) trait Emptied {
    fn empty(&mut self);
}

impl Emptied for Expr {
    fn empty(&mut self) {
        Empty.visit_expr_mut(self);
    }
}

impl Emptied for Stmt {
    fn empty(&mut self) {
        Empty.visit_stmt_mut(self);
    }
}

struct Empty;

impl VisitMut for Empty {
    fn visit_block_mut(&mut self, block: &mut Block) {
        block.stmts.clear();
    }

    fn visit_expr_match_mut(&mut self, e: &mut syn::ExprMatch) {
        e.arms.clear();
        visit_mut::visit_expr_match_mut(self, e);
    }

    fn visit_attributes_mut(&mut self, attrs: &mut Vec<syn::Attribute>) {
        attrs.clear();
    }
}

/// The tokens with a space between each two: however they were laid out, with or without a comma at the end.
pub(crate) fn plain_text(tokens: &TokenStream) -> String {
    fn write(tokens: TokenStream, text: &mut Vec<String>) {
        for token in tokens {
            let TokenTree::Group(group) = token else {
                text.push(token.to_string());
                continue;
            };
            let (open, close) = match group.delimiter() {
                Delimiter::Parenthesis => ("(", ")"),
                Delimiter::Brace => ("{", "}"),
                Delimiter::Bracket => ("[", "]"),
                Delimiter::None => ("", ""),
            };
            text.push(open.to_owned());
            write(group.stream(), text);
            if text.last().is_some_and(|last| last == ",") {
                text.pop();
            }
            text.push(close.to_owned());
        }
    }
    let mut text = Vec::new();
    write(tokens.clone(), &mut text);
    text.retain(|token| !token.is_empty());
    text.join(" ")
}
