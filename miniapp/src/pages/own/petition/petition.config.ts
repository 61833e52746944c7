export default definePageConfig({ navigationBarTitleText: '复查和复核' })
