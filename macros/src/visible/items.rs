//! What a `for` loop goes over: the type of the iterator that is kept, and of its items.

use syn::{Expr, RangeLimits, Type, parse_quote};

use super::{Reader, last_segment};

pub(super) struct Items {
    /// Of the iterator.
    pub(super) kept: Type,
    pub(super) item: Option<Type>,
}

/// The collections of std whose iterators are kept in a form of the runtime's own.
const KNOWN: [&str; 11] = [
    "Vec",
    "VecDeque",
    "BTreeMap",
    "BTreeSet",
    "HashMap",
    "HashSet",
    "BinaryHeap",
    "LinkedList",
    "Option",
    "Result",
    "RangeInclusive",
];

impl Reader<'_> {
    pub(super) fn items(&self, source: &Expr) -> Option<Items> {
        match source {
            Expr::Paren(inner) => self.items(&inner.expr),
            Expr::Group(inner) => self.items(&inner.expr),
            Expr::Range(range) => {
                let bounds = [&range.start, &range.end];
                let mut bounds = bounds.into_iter().flatten();
                let number = bounds.find_map(|bound| self.type_of(bound))?;
                let private = &self.private;
                let kept = match (&range.end, range.limits) {
                    (None, _) => parse_quote!(::core::ops::RangeFrom<#number>),
                    (_, RangeLimits::HalfOpen(_)) => parse_quote!(::core::ops::Range<#number>),
                    (_, RangeLimits::Closed(_)) => {
                        parse_quote!(<#private::Iterable<::core::ops::RangeInclusive<#number>> as #private::SavedKnown>::Saved)
                    }
                };
                let item = Some(number);
                Some(Items { kept, item })
            }
            Expr::MethodCall(call) if call.args.is_empty() && call.method == "into_iter" => {
                self.items(&call.receiver)
            }
            other => self.type_of(other).map(|ty| self.items_of(&ty)),
        }
    }

    /// Of a value of this type.
    fn items_of(&self, ty: &Type) -> Items {
        let private = &self.private;
        let segment = last_segment(ty);
        let known = match (ty, &segment) {
            (Type::Array(_), _) => true,
            (_, Some((name, _))) => KNOWN.contains(&&**name),
            _ => false,
        };
        let kept = if known {
            parse_quote!(<#private::Iterable<#ty> as #private::SavedKnown>::Saved)
        } else {
            parse_quote!(<#ty as ::core::iter::IntoIterator>::IntoIter)
        };
        let item = match (ty, segment) {
            (Type::Array(array), _) => (*array.elem).clone(),
            (_, Some((name, given))) if known => match (&*name, &*given) {
                ("BTreeMap" | "HashMap", [key, value, ..]) => parse_quote!((#key, #value)),
                (_, [item, ..]) => item.clone(),
                _ => parse_quote!(<#ty as ::core::iter::IntoIterator>::Item),
            },
            _ => parse_quote!(<#ty as ::core::iter::IntoIterator>::Item),
        };
        let item = Some(item);
        Items { kept, item }
    }
}
