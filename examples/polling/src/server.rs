//! The server with the job that the example polls. Each connection has one request and one answer.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

pub(crate) struct Server {
    pub(crate) address: String,
    questions: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// The requests until now.
    #[cfg_attr(not(test), expect(dead_code))]
    pub(crate) fn questions(&self) -> Vec<String> {
        self.questions.lock().expect("no panic in it").clone()
    }
}

/// Starts a server that gives these answers in turn. For an empty answer, it breaks the connection.
pub(crate) fn start(answers: &[&'static str]) -> io::Result<Server> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let server = Server {
        address: listener.local_addr()?.to_string(),
        questions: Arc::default(),
    };
    let questions = server.questions.clone();
    let answers = answers.to_vec();
    thread::spawn(move || {
        for answer in answers {
            let Ok((stream, _)) = listener.accept() else {
                return;
            };
            // A client that has closed its connection needs no answer.
            let _gone = serve(&stream, answer, &questions);
        }
    });
    Ok(server)
}

fn serve(mut stream: &TcpStream, answer: &str, questions: &Mutex<Vec<String>>) -> io::Result<()> {
    let mut question = String::new();
    BufReader::new(stream).read_line(&mut question)?;
    questions
        .lock()
        .expect("no panic in it")
        .push(question.trim_end().to_owned());
    if answer.is_empty() {
        return Ok(());
    }
    writeln!(stream, "{answer}")
}
