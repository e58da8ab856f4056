use resumable::resumable;

#[resumable]
unsafe extern "C" fn any_number(first: u32, ...) {
    let _ = first;
}

fn main() {}
