//! When a combinator is over, and with what.

use alloc::vec::Vec;
use core::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, DeserializeSeed, EnumAccess, Unexpected, VariantAccess, Visitor},
};

use super::child::Child;
use crate::Coroutine;

/// What a combinator waits for, of children `K`.
#[doc(hidden)]
pub trait Rule<K>: Named {
    /// What the combinator gives.
    type Output;

    /// Whether the child that has just ended with a value settles the outcome, so that the others are cancelled.
    fn decides(children: &K, child: usize) -> bool;

    /// The outcome, when all have ended.
    fn output(children: &mut K, decided: Option<usize>) -> Self::Output;
}

/// What the enum of a combinator's kind is serialized as.
const RULE: &str = "$resumable::Rule";

/// What a combinator is called.
#[doc(hidden)]
pub trait Named: 'static {
    const NAME: &'static str;
    #[doc(hidden)]
    const NAMES: &'static [&'static str] = &[Self::NAME];
}

impl Named for All {
    const NAME: &'static str = "join";
}

impl Named for AllOk {
    const NAME: &'static str = "try_join";
}

impl Named for Fastest {
    const NAME: &'static str = "race";
}

/// Tells which rule a combinator has: an enum of one variant, which is a part of its shape.
pub(super) struct Mark<R>(pub(super) PhantomData<fn() -> R>);

impl<R: Named> Serialize for Mark<R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_variant(RULE, 0, R::NAME)
    }
}

impl<'de, R: Named> Deserialize<'de> for Mark<R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        only::<R, _>(RULE, R::NAMES, deserializer)?;
        Ok(Mark(PhantomData))
    }
}

/// Reads an enum that has nothing but one variant of this name. By `Of` it is told from others, when shapes are found out.
pub(super) fn only<'de, Of, D: Deserializer<'de>>(
    name: &'static str,
    variants: &'static [&'static str],
    deserializer: D,
) -> Result<(), D::Error> {
    deserializer.deserialize_enum(name, variants, Only::<Of>(variants, PhantomData))
}

struct Only<Of>(&'static [&'static str], PhantomData<fn() -> Of>);

impl<'de, Of> Visitor<'de> for Only<Of> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a part of a task")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<(), A::Error> {
        let ((), content) = variant.variant_seed(self)?;
        content.unit_variant()
    }

    fn visit_u64<E: de::Error>(self, index: u64) -> Result<(), E> {
        match index {
            0 => Ok(()),
            _ => Err(E::invalid_value(Unexpected::Unsigned(index), &self)),
        }
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<(), E> {
        if self.0.contains(&name) {
            Ok(())
        } else {
            Err(E::unknown_variant(name, self.0))
        }
    }
}

impl<'de, Of> DeserializeSeed<'de> for Only<Of> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

/// All values.
#[doc(hidden)]
pub enum All {}

/// All values that are `Ok`, or the first error.
#[doc(hidden)]
pub enum AllOk {}

/// The first value.
#[doc(hidden)]
pub enum Fastest {}

impl<C: Coroutine> Rule<Vec<Child<C>>> for All {
    type Output = Vec<C::Return>;

    fn decides(_: &Vec<Child<C>>, _: usize) -> bool {
        false
    }

    fn output(children: &mut Vec<Child<C>>, _: Option<usize>) -> Vec<C::Return> {
        let children = core::mem::take(children);
        children.into_iter().map(|mut child| child.take()).collect()
    }
}

impl<C: Coroutine<Return = Result<T, E>>, T, E> Rule<Vec<Child<C>>> for AllOk {
    type Output = Result<Vec<T>, E>;

    fn decides(children: &Vec<Child<C>>, child: usize) -> bool {
        children[child].value().is_some_and(Result::is_err)
    }

    fn output(children: &mut Vec<Child<C>>, decided: Option<usize>) -> Result<Vec<T>, E> {
        let mut children = core::mem::take(children);
        if let Some(child) = decided {
            return children[child].take().map(|_| Vec::new());
        }
        children.into_iter().map(|mut child| child.take()).collect()
    }
}

impl<C: Coroutine> Rule<Vec<Child<C>>> for Fastest {
    type Output = (usize, C::Return);

    fn decides(_: &Vec<Child<C>>, _: usize) -> bool {
        true
    }

    fn output(children: &mut Vec<Child<C>>, decided: Option<usize>) -> (usize, C::Return) {
        let child = decided.unwrap_or_else(|| undecided());
        (child, children[child].take())
    }
}

/// A race is over when one child has ended with a value.
#[cold]
fn undecided() -> ! {
    unreachable!("a race ends with a value of one of its children")
}

/// What [`race!`](crate::race) gives: the value of the child that was first, in the variant of its place.
///
/// Only the variants of the race's own children can occur, so a `match` needs no others:
///
/// ```
/// # use resumable::{race, resumable};
/// # use resumable::task::{Request, Requests, Winner};
/// # use serde::{Deserialize, Serialize};
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = String)]
/// # struct Fetch(String);
/// # #[derive(Serialize, Deserialize, Request)]
/// # #[request(answer = ())]
/// # struct Sleep(u64);
/// # #[derive(Serialize, Deserialize, Requests)]
/// # enum Op { Fetch(Fetch), Sleep(Sleep) }
/// #[resumable(request = Op)]
/// fn in_time(url: String) -> Option<String> {
///     match race!(Fetch(url), Sleep(60)).await {
///         Winner::First(page) => Some(page),
///         Winner::Second(()) => None,
///     }
/// }
/// # let _ = in_time("x".into());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(
    missing_docs,
    reason = "each is the child in the place that its name says"
)]
pub enum Winner<
    A,
    B = Never,
    C = Never,
    D = Never,
    E = Never,
    F = Never,
    G = Never,
    H = Never,
    I = Never,
    J = Never,
    K = Never,
    L = Never,
> {
    First(A),
    Second(B),
    Third(C),
    Fourth(D),
    Fifth(E),
    Sixth(F),
    Seventh(G),
    Eighth(H),
    Ninth(I),
    Tenth(J),
    Eleventh(K),
    Twelfth(L),
}

/// What there is no value of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Never {}

macro_rules! tuple {
    ($($index:tt $child:ident $value:ident $place:ident),+) => {
        impl<$($child: Coroutine),+> Rule<($(Child<$child>,)+)> for All {
            type Output = ($($child::Return,)+);

            fn decides(_: &($(Child<$child>,)+), _: usize) -> bool {
                false
            }

            fn output(children: &mut ($(Child<$child>,)+), _: Option<usize>) -> Self::Output {
                ($(children.$index.take(),)+)
            }
        }

        impl<$($child: Coroutine<Return = Result<$value, Error>>, $value,)+ Error>
            Rule<($(Child<$child>,)+)> for AllOk
        {
            type Output = Result<($($value,)+), Error>;

            fn decides(children: &($(Child<$child>,)+), child: usize) -> bool {
                match child {
                    $($index => children.$index.value().is_some_and(Result::is_err),)+
                    _ => false,
                }
            }

            fn output(children: &mut ($(Child<$child>,)+), decided: Option<usize>) -> Self::Output {
                $(
                    if decided == Some($index) && let Err(error) = children.$index.take() {
                        return Err(error);
                    }
                )+
                Ok(($(children.$index.take()?,)+))
            }
        }

        impl<$($child: Coroutine),+> Rule<($(Child<$child>,)+)> for Fastest {
            type Output = Winner<$($child::Return),+>;

            fn decides(_: &($(Child<$child>,)+), _: usize) -> bool {
                true
            }

            fn output(children: &mut ($(Child<$child>,)+), decided: Option<usize>) -> Self::Output {
                match decided {
                    $(Some($index) => Winner::$place(children.$index.take()),)+
                    _ => undecided(),
                }
            }
        }
    };
}

tuple!(0 A TA First);
tuple!(0 A TA First, 1 B TB Second);
tuple!(0 A TA First, 1 B TB Second, 2 C TC Third);
tuple!(0 A TA First, 1 B TB Second, 2 C TC Third, 3 D TD Fourth);
tuple!(0 A TA First, 1 B TB Second, 2 C TC Third, 3 D TD Fourth, 4 E TE Fifth);
tuple!(0 A TA First, 1 B TB Second, 2 C TC Third, 3 D TD Fourth, 4 E TE Fifth, 5 F TF Sixth);
tuple!(0 A TA First, 1 B TB Second, 2 C TC Third, 3 D TD Fourth, 4 E TE Fifth, 5 F TF Sixth, 6 G TG Seventh);
tuple!(0 A TA First, 1 B TB Second, 2 C TC Third, 3 D TD Fourth, 4 E TE Fifth, 5 F TF Sixth, 6 G TG Seventh, 7 H TH Eighth);
tuple!(0 A TA First, 1 B TB Second, 2 C TC Third, 3 D TD Fourth, 4 E TE Fifth, 5 F TF Sixth, 6 G TG Seventh, 7 H TH Eighth, 8 I TI Ninth);
tuple!(0 A TA First, 1 B TB Second, 2 C TC Third, 3 D TD Fourth, 4 E TE Fifth, 5 F TF Sixth, 6 G TG Seventh, 7 H TH Eighth, 8 I TI Ninth, 9 J TJ Tenth);
tuple!(0 A TA First, 1 B TB Second, 2 C TC Third, 3 D TD Fourth, 4 E TE Fifth, 5 F TF Sixth, 6 G TG Seventh, 7 H TH Eighth, 8 I TI Ninth, 9 J TJ Tenth, 10 K TK Eleventh);
tuple!(0 A TA First, 1 B TB Second, 2 C TC Third, 3 D TD Fourth, 4 E TE Fifth, 5 F TF Sixth, 6 G TG Seventh, 7 H TH Eighth, 8 I TI Ninth, 9 J TJ Tenth, 10 K TK Eleventh, 11 L TL Twelfth);
