//! `callee(args).await`: another resumable's yields and resumes pass through; its value is the expression's.

use serde::{Deserialize, Serialize};
use tests::*;

program! {
    mod recursive_with_saved_locals;

    #[derive(Clone, Debug, Serialize, Deserialize)]
    struct Folder {
        name: String,
        files: Vec<String>,
        folders: Vec<Folder>,
    }

    fn folder(name: &str, files: &[&str], folders: Vec<Folder>) -> Folder {
        Folder { name: name.to_owned(), files: files.iter().map(|f| f.to_string()).collect(), folders }
    }

    #[resumable(yield = String)]
    fn walk(path: String, folder: Folder) -> usize {
        let path = format!("{path}/{}", folder.name);
        let mut count = folder.files.len();
        for file in folder.files {
            yield_!(format!("{path}/{file}"));
        }
        for inner in folder.folders {
            count += walk(path.clone(), inner).await;
            yield_!(format!("{path}: {count}"));
        }
        count
    }

    check walk(
        String::new(),
        folder("a", &["x", "y"], vec![
            folder("b", &["z"], vec![folder("empty", &[], vec![])]),
            folder("c", &[], vec![folder("d", &["w"], vec![])]),
        ]),
    );
}
