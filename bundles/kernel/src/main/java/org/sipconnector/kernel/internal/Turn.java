/*
 * SPDX-License-Identifier: Apache-2.0
 */
package org.sipconnector.kernel.internal;

/** A service of this bundle: no other process goes on with the connectors that are kept, so that this one may. */
interface Turn {}
