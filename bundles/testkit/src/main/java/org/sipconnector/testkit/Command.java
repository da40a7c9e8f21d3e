/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.testkit;

/** A command that a manager gave to a foundation; its components are what the foundation's method takes. */
public sealed interface Command permits RecordedSip, RecordedMedia, RecordedHttp, OtherCommand {}
