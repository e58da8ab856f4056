use resumable::resumable;

#[resumable(yield = u32)]
fn no_such_label() {
    loop {
        yield_!(1);
        break 'outer;
    }
}

fn main() {}
