/** What a request may cost before anybody asks for it. Sizes in bytes or UTF-16 units, times in milliseconds. */
export const limits = {
  /** Of the request target. Longer: 414. */
  target: 8_192,
  /** Of one path parameter, decoded. Longer: 414. */
  pathParameter: 1_024,
  /** Header fields. More: 431. */
  headerCount: 200,
  headerBytes: 16_384,
  /** Query keys. More: 400. */
  queryKeys: 1_000,
  /** Fields of a form. More: 400. */
  formFields: 1_000,
  /** From the first byte to the end of the headers. */
  headersTimeout: 15_000,
  /** From the first byte to the end of the body. */
  requestTimeout: 60_000,
  /** Between two pieces of a body. */
  bodyIdle: 15_000,
  keepAliveTimeout: 5_000,
  /** How often timeouts are looked at. */
  checkInterval: 5_000,
  backlog: 1_024,
  /** Of a body that nobody wants and that is still read, to keep the connection. */
  discardToKeepAlive: 65_536,
  /** Of a refused body, read so that the client gets to see the answer. */
  discardToLinger: 1_048_576,
  lingerTime: 2_000,
  /** Of one message of a socket. Larger: closed with 1009. */
  socketMessage: 1_048_576,
  /** Frames of one message. More: closed with 1008. */
  socketFragments: 1_024,
  /** Of messages that were sent and that the client does not take. More: the connection is cut. */
  socketUnsent: 1_048_576,
  /** Of messages that were received and that the handler does not take. More: nothing is read for a while. */
  socketUnread: 1_048_576,
  socketUnreadCount: 1_024,
  /** Between two pings. */
  socketPing: 30_000,
  /** Without a word of the client. Longer: the connection is cut. */
  socketSilence: 60_000,
  /** For the other side's part of closing a socket. */
  socketCloseTime: 5_000,
  /** For one clean-up of a dependency. Longer: logged and no longer waited for. */
  cleanUpTime: 5_000,
  /** How long `close` waits for requests that are under way. */
  drainTime: 30_000,
  /** The same after an error that nobody caught. */
  crashDrainTime: 5_000,
} as const;
