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

#[resumable(name = function)]
fn name_without_quotes() {}

#[resumable(name = "")]
fn empty_name() {}

#[resumable(renamed = "old")]
fn renamed_as_a_value() {}

#[resumable(renamed("old"))]
fn renamed_to_nothing() {}

#[resumable(renamed('old => 'new))]
fn renamed_as_labels() {}

#[resumable(yield = u32, renamed("old" => "new", "old" => "other"))]
fn renamed_twice() {
    yield_!('new: 1);
    yield_!('other: 1);
}

fn main() {}
