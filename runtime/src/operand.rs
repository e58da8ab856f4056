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

/// A number or a `bool`.
pub trait Primitive {}

/// What is changed by a value of type `By` after that value was evaluated: of `a += b` with numbers on both sides,
/// the right one is evaluated first.
#[diagnostic::on_unimplemented(
    message = "which side of a compound assignment is evaluated first depends on the types, and a yield in it needs numbers on both sides",
    label = "for `{Self}` it is this place, which cannot be borrowed across the yield",
    note = "put the yielded value into a variable before: `let value = ..; place += value;`"
)]
pub trait ChangedBy<By> {}

macro_rules! primitive {
    ($($number:ty)*) => {$(
        impl Primitive for $number {}
        #[diagnostic::do_not_recommend]
        impl<By: Primitive> ChangedBy<By> for $number {}
    )*};
}

primitive!(bool u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64);

/// The left side of a compound assignment.
#[allow(
    clippy::inline_always,
    reason = "it stands where nothing would in a plain function"
)]
#[inline(always)]
pub fn changed<'p, T: ChangedBy<By>, By>(place: &'p mut T, _: &By) -> &'p mut T {
    place
}
