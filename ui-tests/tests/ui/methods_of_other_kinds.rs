use resumable::resumable;

struct Stack;

#[resumable(format = u32)]
impl Stack {
    #[resumable(yield = u32)]
    fn each(self) {
        yield_!(1);
    }
}

struct Heap;

#[resumable]
impl Heap {
    #[resumable(yield = u32)]
    default fn each(self) {
        yield_!(1);
    }
}

fn main() {}
