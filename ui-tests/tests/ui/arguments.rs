use resumable::resumable;

#[resumable(yields = u32)]
fn unknown() {}

#[resumable(yield)]
fn without_value() {}

#[resumable(yield = u32, yield = u64)]
fn twice() {}

#[resumable(yield = 5)]
fn not_a_type() {}

#[resumable(yield = u32 resume = u32)]
fn without_comma() {}

#[resumable(u32)]
fn only_a_type() {}

#[resumable = "u32"]
fn as_a_value() {}

fn main() {}
