use resumable::resumable;

#[resumable(yield = u32)]
fn no_such_variable() {
    yield_!(1);
    let x = missing + 1;
    yield_!(x);
}

#[resumable(yield = Missing)]
fn no_such_type() {
    yield_!(1);
}

fn main() {}
