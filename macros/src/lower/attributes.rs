//! Attributes that a rewritten place cannot keep.

use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, FnArg, Item, Local, StmtMacro};

use crate::errors::Errors;
use crate::marker;

/// Reports `#[cfg]` where a statement or expression is rewritten, which would no longer depend on it.
pub(crate) fn check_block(block: &Block, errors: &Errors) {
    let mut search = Conditions {
        errors,
        rewritten: false,
    };
    search.visit_block(block);
}

/// The same for a parameter.
pub(crate) fn check_parameter(parameter: &FnArg, errors: &Errors) {
    let mut search = Conditions {
        errors,
        rewritten: true,
    };
    search.visit_fn_arg(parameter);
}

struct Conditions<'e> {
    errors: &'e Errors,
    /// Whether the innermost statement or expression suspends, or is a `let`.
    rewritten: bool,
}

impl Conditions<'_> {
    fn within(&mut self, rewritten: bool, walk: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.rewritten, rewritten);
        walk(self);
        self.rewritten = outer;
    }
}

impl<'ast> Visit<'ast> for Conditions<'_> {
    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let conditional = attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr");
        if self.rewritten && conditional {
            self.errors.at(attribute, "a condition cannot stand on a parameter, on a `let` or on what contains a yield, since that is rewritten before conditions are decided; use `if cfg!(..)`, or put the condition on the whole function");
        }
    }

    fn visit_local(&mut self, local: &'ast Local) {
        self.within(true, |search| visit::visit_local(search, local));
    }

    fn visit_stmt_macro(&mut self, stmt: &'ast StmtMacro) {
        let rewritten = marker::macro_suspends(&stmt.mac);
        self.within(rewritten, |search| visit::visit_stmt_macro(search, stmt));
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        self.within(marker::suspends(expr), |search| {
            visit::visit_expr(search, expr);
        });
    }

    fn visit_item(&mut self, _: &'ast Item) {}
}
