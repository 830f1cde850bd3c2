-- Names the count that the seqs of all rooms belong to. A copy that is put back
-- counts anew from where it was, so it gets another name.
CREATE TABLE feed (
	id integer PRIMARY KEY CHECK (id = 1),
	epoch varchar NOT NULL
);

INSERT INTO feed (id, epoch) VALUES (1, lower(hex(randomblob(8))));
