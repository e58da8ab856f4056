//! Operands that were evaluated before a yield, where they are used after it. Nothing here is public API.

/// Hands a temporary on, so that it is dropped where the value it stands for would be.
#[allow(
    clippy::inline_always,
    reason = "it stands where nothing would in a plain function"
)]
#[inline(always)]
pub fn moved<T>(value: T) -> T {
    value
}

/// A number or a `bool`: of `a += b` with both sides such, the right side is evaluated first.
#[diagnostic::on_unimplemented(
    message = "a yield in a compound assignment to an element, or to what a call returns, needs numbers on both sides",
    label = "`{Self}` is no number: its `AddAssign` or the like takes the left side first, which cannot be borrowed across the yield",
    note = "put the yielded value into a variable before: `let value = ..; place += value;`"
)]
pub trait Primitive {}

macro_rules! primitive {
    ($($number:ty)*) => {
        $(impl Primitive for $number {})*
    };
}

primitive!(bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64);

/// The left side of a compound assignment.
#[allow(
    clippy::inline_always,
    reason = "it stands where nothing would in a plain function"
)]
#[inline(always)]
pub fn changed<T: Primitive>(place: &mut T) -> &mut T {
    place
}

/// The right side of a compound assignment.
#[allow(
    clippy::inline_always,
    reason = "it stands where nothing would in a plain function"
)]
#[inline(always)]
pub fn change<T: Primitive>(by: T) -> T {
    by
}
