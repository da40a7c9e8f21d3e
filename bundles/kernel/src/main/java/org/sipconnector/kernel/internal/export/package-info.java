/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The journal for people and for support: its entries for listings, and the document that a journal is exported to and
 * read from, with secrets masked. It uses replays, lanes, and what they use.
 */
package org.sipconnector.kernel.internal.export;
