// The office of a test city with its officers at their desks.

import { startOffice } from './city.mjs'
import { readContract } from './contract.mjs'
import { addEveryone, addPerson, signIn } from './people.mjs'

/// The office with an officer of each ward (`officer`, `other`) and one of both
/// (`whole`) signed in; what they are answered is held against the contract.
export async function startOfficersOffice(city) {
  addEveryone(city)
  addPerson(city, 'whole', '--role', 'officer', '--all-wards')
  const office = await startOffice(city)
  const checked = (await readContract()).watch(fetch)
  const [officer, other, whole] = await Promise.all(
    ['officer', 'other', 'whole'].map((name) => signIn(office, name, undefined, checked)),
  )
  return { office, officer, other, whole }
}
