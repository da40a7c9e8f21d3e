// Drawn from their declarations by ChartsTest.

export const CHARTS = {
  "auto-connector": `
stateDiagram-v2
    [*] --> idle
    idle --> idle : STOP
    disconnecting --> disconnecting : STOP
    attemptingConnect --> disconnecting : STOP
    waitingBeforeRetry --> disconnecting : STOP
    connectedMonitoring --> disconnecting : STOP
    telephonyChecking --> disconnecting : STOP
    errorTerminal --> disconnecting : STOP
    idle --> idle : PAUSE
    errorTerminal --> idle : PAUSE
    waitingBeforeRetry --> idle : PAUSE
    telephonyChecking --> idle : PAUSE
    disconnecting --> disconnecting : PAUSE
    attemptingConnect --> disconnecting : PAUSE
    connectedMonitoring --> disconnecting : PAUSE
    idle --> disconnecting : Restart [connection busy]
    idle --> attemptingGate : Restart
    disconnecting --> disconnecting : Restart
    attemptingConnect --> disconnecting : Restart
    waitingBeforeRetry --> disconnecting : Restart
    connectedMonitoring --> disconnecting : Restart
    telephonyChecking --> disconnecting : Restart
    errorTerminal --> disconnecting : Restart
    disconnecting --> attemptingGate : DISCONNECTED [to attempt anew]
    disconnecting --> idle : DISCONNECTED
    attemptingGate --> telephonyChecking : always [limit reached]
    attemptingGate --> attemptingConnect : always
    attemptingConnect --> connectedMonitoring : CONNECTED
    attemptingConnect --> waitingBeforeRetry : GAVE_WAY
    attemptingConnect --> waitingBeforeRetry : Failed [another attempt may help]
    attemptingConnect --> errorTerminal : Failed
    waitingBeforeRetry --> attemptingGate : WAITED
    waitingBeforeRetry --> errorTerminal : WAIT_CANCELLED
    idle --> connectedMonitoring : STILL_CONNECTED
    waitingBeforeRetry --> connectedMonitoring : STILL_CONNECTED
    telephonyChecking --> connectedMonitoring : STILL_CONNECTED
    errorTerminal --> connectedMonitoring : STILL_CONNECTED
`,
  "call": `
stateDiagram-v2
    [*] --> idle
    idle --> connecting : START
    connecting --> accepted : ACCEPT
    accepted --> inCall : CONFIRM
    connecting --> disconnecting : HANG_UP
    accepted --> disconnecting : HANG_UP
    inCall --> disconnecting : HANG_UP
    connecting --> idle : Over
    accepted --> idle : Over
    inCall --> idle : Over
    disconnecting --> idle : Over
`,
  "call-reconnect": `
stateDiagram-v2
    [*] --> idle
    idle --> armed : Arm
    armed --> armed : Arm
    backoff --> armed : Arm
    waitingSignaling --> armed : Arm
    attempting --> armed : Arm
    limitReached --> armed : Arm
    errorTerminal --> armed : Arm
    armed --> idle : Disarm
    backoff --> idle : Disarm
    waitingSignaling --> idle : Disarm
    attempting --> idle : Disarm
    limitReached --> idle : Disarm
    errorTerminal --> idle : Disarm
    armed --> evaluating : Lost
    evaluating --> limitReached : always [limit reached]
    evaluating --> backoff : always [signalling ready]
    evaluating --> waitingSignaling : always
    backoff --> attempting : PAUSED
    backoff --> waitingSignaling : SIGNALING_LOST
    waitingSignaling --> backoff : SIGNALING_READY
    waitingSignaling --> errorTerminal : TimedOut
    backoff --> armed : CANCEL
    waitingSignaling --> armed : CANCEL
    attempting --> armed : CANCEL
    attempting --> armed : SUCCEEDED
    attempting --> errorTerminal : Failed [retry forbidden]
    attempting --> evaluating : Failed
    limitReached --> evaluating : Force
    errorTerminal --> evaluating : Force
`,
  "conference-state": `
stateDiagram-v2
    [*] --> none
    none --> none : Begin [no call yet]
    none --> presentationCall : Confirm [fits]
    none --> roomPendingAuth : Enter [fits]
    roomPendingAuth --> roomPendingAuth : Enter [fits]
    purgatory --> roomPendingAuth : Enter [fits]
    p2pRoom --> roomPendingAuth : Enter [fits]
    directP2pRoom --> roomPendingAuth : Enter [fits]
    inRoom --> roomPendingAuth : Enter [fits]
    none --> purgatory : Enter [fits]
    roomPendingAuth --> purgatory : Enter [fits]
    purgatory --> purgatory : Enter [fits]
    p2pRoom --> purgatory : Enter [fits]
    directP2pRoom --> purgatory : Enter [fits]
    inRoom --> purgatory : Enter [fits]
    none --> p2pRoom : Enter [fits]
    roomPendingAuth --> p2pRoom : Enter [fits]
    purgatory --> p2pRoom : Enter [fits]
    p2pRoom --> p2pRoom : Enter [fits]
    directP2pRoom --> p2pRoom : Enter [fits]
    inRoom --> p2pRoom : Enter [fits]
    none --> directP2pRoom : Enter [fits]
    roomPendingAuth --> directP2pRoom : Enter [fits]
    purgatory --> directP2pRoom : Enter [fits]
    p2pRoom --> directP2pRoom : Enter [fits]
    directP2pRoom --> directP2pRoom : Enter [fits]
    inRoom --> directP2pRoom : Enter [fits]
    none --> inRoom : Enter [fits]
    roomPendingAuth --> inRoom : Enter [fits]
    purgatory --> inRoom : Enter [fits]
    p2pRoom --> inRoom : Enter [fits]
    directP2pRoom --> inRoom : Enter [fits]
    inRoom --> inRoom : Enter [fits]
    none --> none : Token [fits]
    roomPendingAuth --> roomPendingAuth : Token [fits]
    purgatory --> purgatory : Token [fits]
    p2pRoom --> p2pRoom : Token [fits]
    directP2pRoom --> directP2pRoom : Token [fits]
    inRoom --> inRoom : Token [fits]
    roomPendingAuth --> inRoom : Token [fits]
    p2pRoom --> inRoom : Token [fits]
    directP2pRoom --> inRoom : Token [fits]
    inRoom --> roomPendingAuth : Token [fits]
    inRoom --> p2pRoom : Token [fits]
    inRoom --> directP2pRoom : Token [fits]
    none --> none : Confirm [a call to a room]
    none --> none : LEAVE [a call]
    roomPendingAuth --> none : LEAVE
    purgatory --> none : LEAVE
    p2pRoom --> none : LEAVE
    directP2pRoom --> none : LEAVE
    inRoom --> none : LEAVE
    presentationCall --> none : LEAVE
`,
  "connect-and-call": `
stateDiagram-v2
    [*] --> idle
    idle --> connecting : START
    connecting --> closed : Reject
    connecting --> calling : AUTO_CONNECTED
    calling --> active : CALL_STARTED
    active --> reconnecting : REDIAL_STARTED
    reconnecting --> active : REDIAL_SUCCEEDED
    connecting --> finalizing : Finalize
    calling --> finalizing : Finalize
    active --> finalizing : Finalize
    reconnecting --> finalizing : Finalize
    connecting --> cancelling : ManualClose
    calling --> cancelling : ManualClose
    active --> cancelling : ManualClose
    reconnecting --> cancelling : ManualClose
    finalizing --> closed : CLEANUP_COMPLETE
    cancelling --> closed : CLEANUP_COMPLETE
`,
  "connection": `
stateDiagram-v2
    [*] --> idle
    idle --> preparing : START_CONNECT
    disconnected --> preparing : START_CONNECT
    preparing --> connecting : StartUa
    disconnected --> connecting : UA_CONNECTING
    connecting --> connected : UA_CONNECTED
    connecting --> registered : UA_REGISTERED
    connected --> registered : UA_REGISTERED
    registered --> connected : UA_UNREGISTERED
    connecting --> disconnecting : START_DISCONNECT
    connected --> disconnecting : START_DISCONNECT
    registered --> disconnecting : START_DISCONNECT
    established --> disconnecting : START_DISCONNECT
    preparing --> disconnected : UA_DISCONNECTED
    connecting --> disconnected : UA_DISCONNECTED
    connected --> disconnected : UA_DISCONNECTED
    registered --> disconnected : UA_DISCONNECTED
    established --> disconnected : UA_DISCONNECTED
    disconnecting --> disconnected : UA_DISCONNECTED
    established --> idle : RESET
    disconnected --> idle : RESET
    connected --> established : always [no registration wanted]
    registered --> established : always
`,
  "incoming-call": `
stateDiagram-v2
    [*] --> idle
    idle --> ringing : Ringing
    ringing --> ringing : Ringing
    consumed --> ringing : Ringing
    declined --> ringing : Ringing
    terminated --> ringing : Ringing
    failed --> ringing : Ringing
    ringing --> consumed : CONSUMED
    ringing --> declined : DECLINED
    ringing --> terminated : TERMINATED
    ringing --> failed : FAILED
    idle --> idle : CLEAR
    ringing --> idle : CLEAR
    consumed --> idle : CLEAR
    declined --> idle : CLEAR
    terminated --> idle : CLEAR
    failed --> idle : CLEAR
`,
  "presentation": `
stateDiagram-v2
    [*] --> idle
    idle --> starting : Start
    failed --> starting : Start
    starting --> active : Started
    active --> active : Update
    active --> stopping : END
    starting --> idle : ENDED
    active --> idle : ENDED
    stopping --> idle : ENDED
    failed --> idle : ENDED
    starting --> failed : Fail
    active --> failed : Fail
    stopping --> failed : Fail
    starting --> idle : CALL_ENDED
    active --> idle : CALL_ENDED
    stopping --> idle : CALL_ENDED
    starting --> failed : CallFail
    active --> failed : CallFail
    stopping --> failed : CallFail
    failed --> idle : RESET
`,
};
