//! What is evaluated again after a resume, made fit for it: what would not be the same goes into saved variables.

use syn::Expr;

use super::Lowerer;
use super::block::Builder;
use super::effects::{is_plain_value, named};
use super::recipe::{class, is_constant, is_place};
use crate::flow::LocalId;
use crate::names;
use crate::scope::SiteId;

impl Lowerer<'_> {
    /// Puts what is not the same when it is evaluated again into saved variables.
    pub(super) fn settle(&mut self, expr: &mut Expr, site: SiteId, mut out: Option<&mut Builder>) {
        match expr {
            Expr::Paren(e) => self.settle(&mut e.expr, site, out),
            Expr::Reference(e) => self.settle(&mut e.expr, site, out),
            Expr::Unary(e) => self.settle(&mut e.expr, site, out),
            Expr::Field(e) => self.settle(&mut e.base, site, out),
            Expr::Try(e) => self.settle(&mut e.expr, site, out),
            Expr::Index(e) => {
                self.settle(&mut e.expr, site, out.as_deref_mut());
                self.settle_argument(&mut e.index, site, true, out);
            }
            Expr::MethodCall(e) => {
                self.settle(&mut e.receiver, site, out.as_deref_mut());
                for arg in &mut e.args {
                    self.settle_argument(arg, site, false, out.as_deref_mut());
                }
            }
            Expr::Call(e) => {
                for arg in &mut e.args {
                    self.settle(arg, site, out.as_deref_mut());
                }
            }
            Expr::Tuple(e) => {
                for elem in &mut e.elems {
                    self.settle(elem, site, out.as_deref_mut());
                }
            }
            Expr::Array(e) => {
                for elem in &mut e.elems {
                    self.settle(elem, site, out.as_deref_mut());
                }
            }
            _ => {}
        }
    }

    fn settle_argument(
        &mut self,
        arg: &mut Expr,
        site: SiteId,
        is_index: bool,
        mut out: Option<&mut Builder>,
    ) {
        match arg {
            Expr::Range(e) => {
                for end in e.start.iter_mut().chain(&mut e.end) {
                    self.settle_argument(end, site, is_index, out.as_deref_mut());
                }
            }
            Expr::Closure(_) => {}
            Expr::Reference(e) if is_place(&e.expr, &self.scopes) => {
                if e.mutability.is_none() && self.is_copied(&e.expr, site, false) {
                    self.settle_argument(&mut e.expr, site, false, out);
                } else {
                    self.settle(&mut e.expr, site, out);
                }
            }
            _ if (!is_index || matches!(arg, Expr::Path(_)))
                && class(arg, &self.scopes).is_some() =>
            {
                self.settle(arg, site, out);
            }
            _ if is_constant(arg, &self.scopes) => {}
            Expr::Path(path) if path.path.segments.len() > 1 => {}
            _ if is_plain_value(arg, &self.scopes) => {
                if self.is_copied(arg, site, is_index)
                    && let Some(out) = out
                {
                    let value = std::mem::replace(arg, Expr::PLACEHOLDER);
                    *arg = self.let_copy(value, out);
                }
            }
            _ => {
                let Some(out) = out else {
                    self.errors.at(&*arg, "this is evaluated again after a resume, to take the borrow again that it is part of, and it may then have effects or give another value; put its value into a variable before");
                    return;
                };
                let (value, borrowed) = match arg {
                    Expr::Reference(e) => (&mut *e.expr, true),
                    arg => (arg, false),
                };
                let kept = std::mem::replace(value, Expr::PLACEHOLDER);
                let kept = self.let_copy(kept, out);
                let rt = names::rt();
                *value = if borrowed {
                    kept
                } else {
                    syn::parse_quote!(#rt::copy_of(&#kept))
                };
            }
        }
    }

    /// Whether a variable is changed while the number that it stands for here is needed.
    fn is_copied(&self, expr: &Expr, site: SiteId, is_index: bool) -> bool {
        let changing = |local: LocalId| {
            let local = &self.scopes.locals[local.0];
            local.mutable && (local.primitive || is_index)
        };
        self.scopes.copies_numbers_at(site) && named(expr, &self.scopes).into_iter().any(changing)
    }
}
