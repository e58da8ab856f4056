//! Variables whose value is always one of the texts that the program spells out: `if metric { "kg" } else { "lb" }`.
//!
//! A `&'static str` cannot be read back, but which of these it was can.

use quote::quote;
use syn::{Block, Expr, Lit, Stmt};

use super::Lowerer;
use crate::flow::LocalId;
use crate::ir::Texts;
use crate::scope::Scopes;

impl Lowerer<'_> {
    /// Notes that a variable is declared, and given its value later.
    pub(super) fn note_late_text(&mut self, local: LocalId) {
        let texts = self.scopes.texts.entry(local);
        let texts = texts.or_insert_with(|| Some(Texts::default()));
        if let Some(texts) = texts {
            texts.given += 1;
        }
    }

    /// The texts that a value is one of, as far as its form shows them.
    pub(super) fn texts_of(&self, given: &Expr) -> Option<Texts> {
        let mut found = Texts::default();
        collect(given, &self.scopes, &mut found).then_some(found)
    }

    /// Notes what a variable is given; anything but a text of the program's is not known.
    pub(super) fn note_text(&mut self, local: LocalId, found: Option<Texts>) {
        let texts = self.scopes.texts.entry(local);
        let texts = texts.or_insert_with(|| Some(Texts::default()));
        match (texts, found) {
            (Some(texts), Some(found)) => {
                texts.given += 1;
                texts.spelled |= found.spelled;
                texts.slices.extend(found.slices);
                texts.of.extend(found.of);
            }
            (texts, _) => *texts = None,
        }
    }
}

/// Adds the slices of texts that the value is out of; whether all are known.
fn collect(expr: &Expr, scopes: &Scopes, into: &mut Texts) -> bool {
    match expr {
        Expr::Lit(lit) => {
            into.spelled = true;
            into.slices.push(quote!(&[#lit]));
            matches!(lit.lit, Lit::Str(_))
        }
        Expr::Paren(e) => collect(&e.expr, scopes, into),
        Expr::Group(e) => collect(&e.expr, scopes, into),
        Expr::Block(e) => collect_block(&e.block, scopes, into),
        Expr::If(e) => {
            let Some((_, otherwise)) = &e.else_branch else {
                return false;
            };
            collect_block(&e.then_branch, scopes, into) && collect(otherwise, scopes, into)
        }
        Expr::Match(e) => e.arms.iter().all(|arm| {
            // `other => other` gives what was matched.
            let same = match (&arm.pat, &*arm.body) {
                (syn::Pat::Ident(bound), Expr::Path(path)) => path.path.is_ident(&bound.ident),
                _ => false,
            };
            let given = if same { &e.expr } else { &arm.body };
            collect(given, scopes, into)
        }),
        Expr::Macro(e) => {
            let path = &e.mac.path;
            into.slices.push(quote!(&[#e]));
            path.is_ident("stringify") || path.is_ident("concat") || path.is_ident("env")
        }
        Expr::Return(_) | Expr::Break(_) | Expr::Continue(_) => true,
        Expr::Path(path) => {
            let local = path
                .path
                .get_ident()
                .and_then(|name| scopes.lookup(&name.to_string()));
            if let Some(local) = local {
                into.of.insert(local);
                return true;
            }
            into.slices.push(quote!(&[#path]));
            super::recipe::names_a_constant(path)
        }
        // An element of a table of texts.
        Expr::Index(e) => match &*e.expr {
            Expr::Path(table) if super::recipe::names_a_constant(table) => {
                into.slices.push(quote!(&#table[..]));
                true
            }
            _ => false,
        },
        _ => false,
    }
}

fn collect_block(block: &Block, scopes: &Scopes, into: &mut Texts) -> bool {
    match block.stmts.last() {
        // A name may mean something else inside of the block.
        Some(Stmt::Expr(tail, None)) => {
            let shadowing = block.stmts.len() > 1 && matches!(tail, Expr::Path(_));
            !shadowing && collect(tail, scopes, into)
        }
        Some(Stmt::Expr(Expr::Return(_) | Expr::Break(_) | Expr::Continue(_), Some(_))) => true,
        _ => false,
    }
}
