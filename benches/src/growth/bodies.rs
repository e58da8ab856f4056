//! Functions that have more and more of one thing.
#![allow(
    clippy::large_stack_arrays,
    reason = "the tables of hundreds of suspension points are some"
)]

use resumable::resumable;

/// Repeats a body by the factors in brackets and gives it to another macro.
macro_rules! repeated {
    ($then:ident $name:ident($i:ident) [] $body:tt) => {
        $then! { $name($i) $body }
    };
    ($then:ident $name:ident($i:ident) [2 $($more:tt)*] $body:tt) => {
        repeated! { $then $name($i) [$($more)*] { $body $body } }
    };
    ($then:ident $name:ident($i:ident) [5 $($more:tt)*] $body:tt) => {
        repeated! { $then $name($i) [$($more)*] { $body $body $body $body $body } }
    };
}

/// A function that goes through its suspension points again and again.
macro_rules! points {
    ($name:ident($i:ident) $body:tt) => {
        /// Goes through its points again and again.
        #[resumable(yield = u64)]
        pub fn $name(mut $i: u64) {
            loop $body
        }
    };
}

repeated! { points points_1(i) [] { i += 1; yield_!(i); } }
repeated! { points points_2(i) [2] { i += 1; yield_!(i); } }
repeated! { points points_5(i) [5] { i += 1; yield_!(i); } }
repeated! { points points_10(i) [5 2] { i += 1; yield_!(i); } }
repeated! { points points_20(i) [5 2 2] { i += 1; yield_!(i); } }
repeated! { points points_50(i) [5 5 2] { i += 1; yield_!(i); } }
repeated! { points points_100(i) [5 5 2 2] { i += 1; yield_!(i); } }
repeated! { points points_200(i) [5 5 2 2 2] { i += 1; yield_!(i); } }
repeated! { points points_500(i) [5 5 5 2 2] { i += 1; yield_!(i); } }

/// Functions with a yield in so many levels, one for each `+`.
macro_rules! levels {
    ($($name:ident($i:ident) $levels:tt)*) => {
        /// The yield is in the innermost of `while` loops, and stays there.
        pub mod stays {
            use super::resumable;
            $(levels! { @stays $name($i) $levels { $i += 1; yield_!($i); } })*
        }
        /// After the yield all loops are left, and entered again.
        pub mod leaves {
            use super::resumable;
            $(levels! { @leaves $name($i) $levels { $i += 1; yield_!($i); } })*
        }
        /// In `if`s in a loop.
        pub mod branches {
            use super::resumable;
            $(levels! { @branches $name($i) $levels { $i += 1; yield_!($i); } })*
        }
        /// In `for` loops, each of which has a range to save.
        pub mod ranges {
            use super::resumable;
            $(levels! { @ranges $name($i) $levels { $i += 1; yield_!($i); } })*
        }
    };
    (@$kind:ident $name:ident($i:ident) [] $body:tt) => {
        points! { $name($i) $body }
    };
    (@stays $name:ident($i:ident) [+ $($more:tt)*] $body:tt) => {
        levels! { @stays $name($i) [$($more)*] { while $i > 0 $body } }
    };
    (@leaves $name:ident($i:ident) [+ $($more:tt)*] $body:tt) => {
        levels! { @leaves $name($i) [$($more)*] { while $i > 0 { $body break; } } }
    };
    (@branches $name:ident($i:ident) [+ $($more:tt)*] $body:tt) => {
        levels! { @branches $name($i) [$($more)*] { if $i > 0 $body } }
    };
    (@ranges $name:ident($i:ident) [+ $($more:tt)*] $body:tt) => {
        levels! { @ranges $name($i) [$($more)*] { for _ in 0..$i $body } }
    };
}

levels! {
    depth_1(i) [+]
    depth_2(i) [+ +]
    depth_5(i) [+ + + + +]
    depth_10(i) [+ + + + + + + + + +]
    depth_20(i) [+ + + + + + + + + + + + + + + + + + + +]
}

/// Functions that keep more and more variables: each has those of the ones before it, too.
macro_rules! variables {
    ($($name:ident [$($more:ident)*])*) => {
        /// Of `u64`.
        pub mod numbers {
            use super::resumable;
            variables! { @function [u64, u64::from, ::core::convert::identity] [] $($name [$($more)*])* }
        }
        /// Of `String`.
        pub mod strings {
            use super::resumable;
            use super::{length, text};
            variables! { @function [String, text, length] [] $($name [$($more)*])* }
        }
    };
    (@function $how:tt [$($kept:ident)*]) => {};
    (@function [$T:ty, $make:path, $use:path] [$($kept:ident)*] $name:ident [$($new:ident)*] $($rest:tt)*) => {
        variables! { @one [$T, $make, $use] $name [$($kept)* $($new)*] }
        variables! { @function [$T, $make, $use] [$($kept)* $($new)*] $($rest)* }
    };
    (@one [$T:ty, $make:path, $use:path] $name:ident [$($kept:ident)*]) => {
        /// Keeps its variables while it yields.
        #[resumable(yield = u64)]
        pub fn $name(n: u32) -> u64 {
            $(let $kept: $T = $make(n);)*
            let mut i: u64 = 0;
            while i < u64::MAX {
                i += 1;
                yield_!(i);
            }
            let mut sum: u64 = 0;
            $(sum = sum.wrapping_add($use($kept));)*
            sum
        }
    };
}

variables! {
    kept_1 [a]
    kept_2 [b]
    kept_5 [c d e]
    kept_10 [f g h j k]
    kept_20 [l m o p q r s t u v]
    kept_50 [
        a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9
    ]
    kept_100 [
        d0 d1 d2 d3 d4 d5 d6 d7 d8 d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9
        g0 g1 g2 g3 g4 g5 g6 g7 g8 g9 h0 h1 h2 h3 h4 h5 h6 h7 h8 h9
    ]
}

fn text(n: u32) -> String {
    n.to_string()
}

#[allow(clippy::needless_pass_by_value, reason = "it ends what was kept")]
fn length(text: String) -> u64 {
    text.len() as u64
}

/// Yields from `depth` coroutines below it.
#[resumable(yield = u64)]
pub fn down(depth: u64) {
    if depth > 0 {
        down(depth - 1).await;
    } else {
        let mut i: u64 = 0;
        loop {
            i += 1;
            yield_!(i);
        }
    }
}
