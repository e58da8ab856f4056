//! Groups of statements that belong together: a declaration and the only uses it may have.

use super::body::Body;
use super::types::Type;

impl Body<'_> {
    pub fn unit(&mut self, depth: u32) -> String {
        if self.forms.borrows && self.dice.chance(40) {
            return self.borrow(depth);
        }
        match self.dice.below(11) {
            0..2 => self.deferred(depth),
            2..5 => self.noisy(depth),
            5 => self.consumed(),
            6 => self.closure(depth),
            7 => self.handle(depth),
            8 if self.may_yield() => self.instance(depth),
            9 => self.late_type(depth),
            _ => self.conditional_move(depth),
        }
    }

    /// A few statements in the scope that stands here.
    pub fn some(&mut self, depth: u32) -> String {
        let (mark, alive) = (self.scopes.mark(), self.scopes.alive());
        let mut text = String::new();
        for _ in 0..=self.dice.below(2) {
            let statement = self.statement(depth);
            text.push_str(&statement.text);
            text.push('\n');
            if statement.diverges {
                // What follows has to be reachable, or else the variables of the group are never used.
                self.scopes.leave(mark);
                self.scopes.set_alive(&alive);
                return String::new();
            }
        }
        text
    }

    /// A variable that gets its value in a branch.
    fn deferred(&mut self, depth: u32) -> String {
        let kind = Type::any(self.dice);
        let name = self.own_name("late");
        let condition = self.value(Type::Bool, depth);
        let branches = self.alternatives(2, |body, _| {
            let declared = body.scopes.mark();
            let before = body.block(depth, None);
            let value = body.value(kind, depth);
            body.scopes.leave(declared);
            let text = if before.diverges {
                before.text
            } else {
                format!("{{\n{}}}\n{name} = {value};\n", before.text)
            };
            ((text, !before.diverges), before.diverges)
        });
        // Without an assignment in either branch its type would be unknown.
        let typed = if branches.iter().any(|(_, assigned)| *assigned) && self.dice.chance(50) {
            String::new()
        } else {
            format!(": {}", kind.name())
        };
        self.scopes.declare(&name, kind, false);
        let used = self.used(&name);
        format!(
            "let {name}{typed};\nif {condition} {{\n{}}} else {{\n{}}}{used}",
            branches[0].0, branches[1].0
        )
    }

    /// A value that logs its drop at the end of this scope.
    fn noisy(&mut self, depth: u32) -> String {
        let name = self.own_name("noisy");
        let value = if self.dice.chance(50) {
            format!("noisy(\"{name}\")")
        } else {
            let number = self.operand(Type::U32, depth);
            format!("noisy({number}.to_string())")
        };
        let mutable = self.dice.chance(30);
        self.scopes.declare(&name, Type::Noisy, mutable);
        let change = if mutable {
            format!("\n{name}.rename(\"{name}!\");")
        } else {
            String::new()
        };
        let mutable = if mutable { "mut " } else { "" };
        format!("let {mutable}{name} = {value};{change}")
    }

    /// A value that logs its drop, and is dropped here.
    fn consumed(&mut self) -> String {
        let name = self.own_name("noisy");
        let number = self.yielded(Type::U32, 0).operand();
        format!("let {name} = noisy(\"{name}\");\nlog({number});\nconsume({name});")
    }

    fn closure(&mut self, depth: u32) -> String {
        let name = self.own_name("f");
        let inside = self.purely(|body| body.operand(Type::U32, 2));
        let argument = self.purely(|body| body.value(Type::U32, 2));
        let result = self.name();
        let after = self.value(Type::U32, depth);
        self.scopes.declare(&result, Type::U32, true);
        format!(
            "let {name} = |n: u32| n % 5 + {inside} % 9;\nlet mut {result} = {name}({argument}) + {name}(2);\n{result} ^= {after};"
        )
    }

    /// A value that cannot be saved, and is not used where it would have to be.
    fn handle(&mut self, depth: u32) -> String {
        let name = self.own_name("handle");
        let value = self.value(Type::U32, depth);
        let change = self.purely(|body| body.value(Type::U32, 1));
        let block = self.alternatives(2, |body, index| match index {
            0 => {
                let block = body.block(depth, None);
                (block.text, block.diverges)
            }
            _ => (String::new(), false),
        });
        format!(
            "let {name} = Handle::new({value});\n{name}.set({name}.get() % 7 + {change} % 3);\nif {name}.get() > 3 {{\n{}}}",
            block[0]
        )
    }

    /// A call that is held in a variable before it is awaited.
    fn instance(&mut self, depth: u32) -> String {
        let callee = self.dice.pick(&self.callees).clone();
        let name = self.own_name("call");
        let arguments: Vec<_> = callee
            .parameters
            .iter()
            .map(|&kind| self.value(kind, depth))
            .collect();
        let between = self.some(depth);
        let result = self.name();
        self.scopes.declare(&result, callee.output, false);
        format!(
            "let {name} = {}({});\n{between}let {result} = {name}.await;",
            callee.name,
            arguments.join(", ")
        )
    }

    /// A collection whose element type is known only from what is put in.
    fn late_type(&mut self, depth: u32) -> String {
        let name = self.own_name("made");
        if self.dice.chance(50) {
            let before = self.some(depth);
            let kind = *self
                .dice
                .pick(&[(Type::U32, Type::Numbers), (Type::Text, Type::Texts)]);
            let value = self.value(kind.0, depth);
            self.scopes.declare(&name, kind.1, true);
            return format!("let mut {name} = Vec::new();\n{before}{name}.push({value});");
        }
        let before = self.some(depth);
        let value = self.value(Type::Text, depth);
        self.scopes.declare(&name, Type::MaybeText, true);
        format!(
            "let mut {name} = None;\n{before}log(format!(\"{{}}\", {name}.is_none()));\n{name} = Some({value});"
        )
    }

    /// Moves out of a variable in one branch, and gives it a value again.
    fn conditional_move(&mut self, depth: u32) -> String {
        let Some(mark) = self.any_changeable(Type::Text) else {
            return self.deferred(depth);
        };
        let variable = self.scopes.get(mark).clone();
        let condition = self.frozen(mark, |body| body.value(Type::Bool, depth));
        let name = &variable.name;
        let moved = format!("log(join({}, String::from(\"m\")));", variable.name);
        self.scopes.get(mark).alive = false;
        let between = self.quietly(|body| body.value(Type::U32, 1));
        let again = self.quietly(|body| body.value(Type::Text, 1));
        self.scopes.get(mark).alive = true;
        self.scopes.get(mark).assigned = true;
        format!(
            "if {condition} {{\n{moved}\n}}\nlog({between});\n{name} = {again};{}",
            self.used(name)
        )
    }
}
