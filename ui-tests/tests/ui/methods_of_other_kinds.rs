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

struct Queue;

#[resumable(name = "queue", renamed("old" => "new"))]
impl Queue {
    #[resumable(yield = u32)]
    fn each(self) {
        yield_!('new: 1);
    }
}

fn main() {}
