/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * All connectors of a kernel, and what each is joined to: lanes, managers' code, foundations and listeners; and how
 * connectors are left to the next kernel. It uses code, lanes, and the journal and its exported form.
 */
@NullMarked
package org.sipconnector.kernel.internal.connectors;

import org.jspecify.annotations.NullMarked;
