use resumable::resumable;

#[resumable(yield = (u32, u32))]
fn two_values() {
    yield_!(1, 2);
}

#[resumable]
fn label_alone() {
    yield_!('here);
}

#[resumable(yield = u32)]
fn label_twice(first: bool) {
    if first {
        yield_!('here: 1);
    } else {
        yield_!('here: 2);
    }
}

#[resumable(yield = u32)]
fn nothing_where_a_value_is_due() {
    yield_!();
}

#[resumable]
fn a_value_where_nothing_is_due() {
    yield_!(1);
}

fn main() {}
